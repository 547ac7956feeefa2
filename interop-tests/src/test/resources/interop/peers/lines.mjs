// The protocol of every peer process: JSON lines. In: {id, op, peer?, args}. Out: {id, result} or {id, error}, and events
// {event, peer, ...}. The process ends when its input ends, so that it never outlives the tests.
import { createInterface } from "node:readline";

export const write = (message) => process.stdout.write(JSON.stringify(message) + "\n");

export function serve(perform, end) {
  const lines = createInterface({ input: process.stdin });
  lines.on("line", async (line) => {
    const { id, op, peer, args } = JSON.parse(line);
    try {
      write({ id, result: (await perform(op, peer, args ?? {})) ?? null });
    } catch (e) {
      write({ id, error: `${e.name}: ${e.message}` });
    }
  });
  lines.on("close", async () => {
    await end();
    process.exit(0);
  });
}
