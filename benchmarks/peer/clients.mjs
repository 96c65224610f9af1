// N sockets follow a room; for each of R messages: the milliseconds from `at` to the last of them. JSON on standard output.
import { readFileSync } from "node:fs";
import { io } from "socket.io-client";

const { url, count, rounds, room, cookie, tell, deaf } = JSON.parse(readFileSync(0, "utf8"));
const sockets = [];
const arrivals = new Map();
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

function connect(index) {
  return new Promise((done, failed) => {
    const socket = io(url, {
      transports: ["websocket"], forceNew: true, reconnection: false,
      extraHeaders: { Origin: url, ...(cookie ? { Cookie: cookie } : {}) },
    });
    socket.on("connect_error", failed);
    socket.on("connect", () => socket.emit("follow", { room, seq: 0 }, (answer) => (answer.error ? failed(new Error(answer.error)) : done(socket))));
    socket.on("event", (message) => {
      const seen = arrivals.get(message.seq) ?? { at: Date.parse(message.at), times: [] };
      seen.times.push(performance.timeOrigin + performance.now());
      arrivals.set(message.seq, seen);
    });
    sockets[index] = socket;
  });
}

for (let n = 0; n < count; n += 25) {
  await Promise.all(Array.from({ length: Math.min(25, count - n) }, (_, i) => connect(n + i)));
}
if (deaf) sockets[0].io.engine.transport.ws._socket.pause();
const expected = count - (deaf ? 1 : 0);
await wait(1000);
const lasts = [];
for (let round = 0; round < rounds; round++) {
  const known = arrivals.size;
  const body = tell.body ? new URLSearchParams({ ...tell.body, body: `${tell.body.body} ${round}` }) : undefined;
  const answer = await fetch(url + tell.path, { method: "POST", body, redirect: "manual", headers: { Origin: url, ...(cookie ? { Cookie: cookie } : {}) } });
  if (answer.status >= 400) throw new Error(`${tell.path}: ${answer.status}`);
  for (let patience = 0; patience < 200; patience++) {
    const newest = [...arrivals.values()].at(-1);
    if (arrivals.size > known && newest.times.length >= expected) break;
    await wait(10);
  }
  const newest = [...arrivals.values()].at(-1);
  lasts.push({ ms: Math.max(...newest.times) - newest.at, heard: newest.times.length });
  await wait(40);
}
console.log(JSON.stringify(lasts));
process.exit(0);
