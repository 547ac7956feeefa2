// Connects a page to a DataChannelServer without signaling: the page writes the server's answer itself.
// The server learns this page's ICE credentials from its first connectivity check: our password is its user name fragment.

const PORT = @PORT@;
const PASSWORD = "@PASSWORD@";
const FINGERPRINT = "@FINGERPRINT@";

const TIMEOUT_MILLIS = 15000;

function answerTo(offer, host, port) {
  const ownPassword = /^a=ice-pwd:(\S+)/m.exec(offer)[1];
  const mid = (/^a=mid:(\S+)/m.exec(offer) || [, "0"])[1];
  const family = host.includes(":") ? "IP6" : "IP4";
  return [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=ice-lite",
    "a=group:BUNDLE " + mid,
    "m=application " + port + " UDP/DTLS/SCTP webrtc-datachannel",
    "c=IN " + family + " " + host,
    "a=mid:" + mid,
    "a=ice-ufrag:" + ownPassword,
    "a=ice-pwd:" + PASSWORD,
    "a=fingerprint:" + FINGERPRINT,
    "a=setup:passive",
    "a=sctp-port:5000",
    "a=max-message-size:262144",
    "a=candidate:1 1 udp 2130706431 " + host + " " + port + " typ host",
    "a=end-of-candidates",
    "",
  ].join("\r\n");
}

// host: the server's IP address. token: what the server's application wants to hear first; a string or an ArrayBuffer.
// options: {port} where a port mapping makes it another, {label} and {init} of the first channel.
export async function connect(host, token, options = {}) {
  const pc = new RTCPeerConnection();
  const channel = pc.createDataChannel(options.label || "direct", options.init);
  const opened = new Promise((resolve, reject) => {
    channel.onopen = resolve;
    channel.onerror = event => reject(event.error);
    setTimeout(() => reject(new Error("no connection to " + host)), TIMEOUT_MILLIS);
  });
  try {
    await pc.setLocalDescription(await pc.createOffer());
    const sdp = answerTo(pc.localDescription.sdp, host, options.port || PORT);
    await pc.setRemoteDescription({ type: "answer", sdp });
    await opened;
  } catch (failure) {
    pc.close();
    throw failure;
  }
  channel.send(token);
  return { pc, channel };
}
