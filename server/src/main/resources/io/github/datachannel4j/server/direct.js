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

// Settles when the channel opens, or when it is clear that it won't: the browser says that the connection has failed
// (another certificate answers than the one of this script), or nobody answers in time (another password, or no server).
function opening(pc, channel, host, timeoutMillis) {
  return new Promise((resolve, reject) => {
    channel.onopen = resolve;
    channel.onerror = event => reject(event.error);
    pc.onconnectionstatechange = () => {
      if (pc.connectionState === "failed") reject(new Error("the connection to " + host + " has failed"));
    };
    setTimeout(() => reject(new Error("no connection to " + host + " in time")), timeoutMillis);
  });
}

// host: the server's IP address. token: what the server's application wants to hear first; a string or an ArrayBuffer.
// options: {port} where a port mapping makes it another, {label} and {init} of the first channel, {timeoutMillis}.
export async function connect(host, token, options = {}) {
  const pc = new RTCPeerConnection();
  const channel = pc.createDataChannel(options.label || "direct", options.init);
  const opened = opening(pc, channel, host, options.timeoutMillis || TIMEOUT_MILLIS);
  try {
    await pc.setLocalDescription(await pc.createOffer());
    const sdp = answerTo(pc.localDescription.sdp, host, options.port || PORT);
    await pc.setRemoteDescription({ type: "answer", sdp });
    await opened;
  } catch (failure) {
    opened.catch(() => {}); // told by the failure that came first
    pc.close();
    throw failure;
  }
  pc.onconnectionstatechange = null;
  channel.onopen = null;
  channel.onerror = null;
  channel.send(token);
  return { pc, channel };
}
