// One-shot signaling in the shape of WHIP (RFC 9725): POST the offer, get the answer and the URL of the session.

const GATHERING_MAX_MS = 2000;
const RETRY_AFTER_MS = 1000;

/** What a description says of ICE, and what of it is new in each ICE session. */
const OF_ICE = /^(m=|a=(mid|ice-ufrag|ice-pwd|ice-options|candidate|end-of-candidates))/;
const OF_ONE_ICE_SESSION = /^a=(ice-ufrag|ice-pwd|candidate|end-of-candidates)/;

/**
 * Connects `pc` with the server behind `url`; resolves with the session's URL, whose DELETE ends it. From then on `pc.restartIce()` is
 * enough to restart ICE, for example after a change of networks.
 */
export async function join(pc, url) {
  await describe(pc);
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
  const session = new URL(response.headers.get('location'), new URL(url, window.location.href));
  if (response.headers.has('etag')) restartWhenAsked(pc, session);
  return session;
}

/** Only restartIce() makes a connection ask for a negotiation once it has its channels. */
function restartWhenAsked(pc, session) {
  pc.addEventListener('negotiationneeded', async function restart() {
    await describe(pc);
    try {
      await patch(pc, session);
    } catch (error) {
      console.warn(error.message);
      if (error.final) pc.removeEventListener('negotiationneeded', restart);
      // The network may not be there yet. Taking the offer back makes the connection ask again.
      else await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      if (pc.signalingState === 'have-local-offer') await pc.setLocalDescription({ type: 'rollback' });
    }
  });
}

/** New credentials by PATCH, and back come the server's (RFC 9725 section 4.3.3); all else that was agreed on stays. */
async function patch(pc, session) {
  const response = await fetch(session, {
    method: 'PATCH',
    headers: { 'content-type': 'application/trickle-ice-sdpfrag', 'if-match': '*' },
    body: text(lines(pc.localDescription.sdp).filter((line) => OF_ICE.test(line))),
  });
  const body = await response.text();
  if (response.status !== 200) {
    const error = new Error(`The server answered the ICE restart with ${response.status}: ${body.slice(0, 300)}`);
    error.final = response.status >= 400 && response.status < 500 && response.status !== 429;
    throw error;
  }
  const kept = lines(pc.currentRemoteDescription.sdp).filter((line) => !OF_ONE_ICE_SESSION.test(line));
  const changed = lines(body).filter((line) => OF_ONE_ICE_SESSION.test(line));
  await pc.setRemoteDescription({ type: 'answer', sdp: text([...kept, ...changed]) });
}

const lines = (sdp) => sdp.split(/\r?\n/).filter((line) => line !== '');
const text = (all) => all.map((line) => `${line}\r\n`).join('');

/** Sets an offer with all candidates; if finding them takes long, those found by then must do. */
async function describe(pc) {
  const gathered = new Promise((resolve) => {
    setTimeout(resolve, GATHERING_MAX_MS);
    pc.addEventListener('icegatheringstatechange', () => pc.iceGatheringState === 'complete' && resolve());
  });
  await pc.setLocalDescription();
  await gathered;
}
