// One-shot signaling in the shape of WHIP (RFC 9725): POST the offer, get the answer and the URL of the session.

const GATHERING_MAX_MS = 2000;

/** Connects `pc` with the server behind `url`; resolves with the session's URL, whose DELETE ends it. */
export async function join(pc, url) {
  await pc.setLocalDescription();
  await gatheringComplete(pc);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/sdp' },
    body: pc.localDescription.sdp,
  });
  const body = await response.text();
  if (!response.ok) {
    throw new Error(`The server answered the offer with ${response.status}: ${body.slice(0, 300)}`);
  }
  await pc.setRemoteDescription({ type: 'answer', sdp: body });
  return new URL(response.headers.get('location'), new URL(url, window.location.href));
}

/** All candidates are found, or it takes so long that those found must do. */
function gatheringComplete(pc) {
  return new Promise((resolve) => {
    if (pc.iceGatheringState === 'complete') return resolve();
    const timer = setTimeout(resolve, GATHERING_MAX_MS);
    pc.addEventListener('icegatheringstatechange', () => {
      if (pc.iceGatheringState === 'complete') {
        clearTimeout(timer);
        resolve();
      }
    });
  });
}
