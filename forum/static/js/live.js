// One socket a page; every room it follows hands on what happened, in order and once.
//
//   const line = follow("matrix:7", seq, { event(message), reload(), presence(people), dropped(), online(), offline() });
//   line.place({ cell: "3-4", writing: true });   // tell the others where I am
//   line.close();
//
// The socket only tells: what a message names is fetched through its ordinary address. After a broken line the
// room is asked for what was missed since the last number; where that is too much, `reload()` is called.

const rooms = new Map();
let socket = null;
let connected = false;

export function follow(room, seq, handlers) {
  const line = { room, seq: Number(seq) || 0, handlers, mine: null, people: null };
  rooms.set(room, line);
  open();
  if (connected) ask(line);
  return {
    place(where) {
      line.mine = where;
      if (connected) socket.emit("place", { room, place: compact(where) });
    },
    get seq() {
      return line.seq;
    },
    close() {
      rooms.delete(room);
      if (connected) socket.emit("unfollow", { room });
    },
  };
}

// The number up to which the page shows the room: after it was fetched anew.
export function caughtUp(room, seq) {
  const line = rooms.get(room);
  if (line) line.seq = Math.max(line.seq, Number(seq) || 0);
}

export const isOnline = () => connected;

export function open() {
  if (socket || typeof window.io !== "function") return;
  socket = window.io({ transports: ["websocket", "polling"], reconnectionDelayMax: 8000, randomizationFactor: 0.6 });
  socket.on("connect", () => {
    connected = true;
    announce("tinkuy:online");
    for (const line of rooms.values()) {
      ask(line);
      line.handlers.online?.();
    }
  });
  socket.on("disconnect", () => {
    connected = false;
    announce("tinkuy:offline");
    for (const line of rooms.values()) line.handlers.offline?.();
  });
  window.addEventListener("online", () => connected || socket.disconnect().connect()); // without waiting for its turn
  socket.on("event", (message) => take(rooms.get(message.room), message));
  socket.on("presence", (people) => rooms.get(people.room)?.handlers.presence?.(listed(people)));
  socket.on("dropped", ({ room }) => {
    const line = rooms.get(room);
    rooms.delete(room);
    line?.handlers.dropped?.();
  });
  socket.on("bell", (count) => announce("tinkuy:bell", count));
  socket.on("ended", () => {
    socket.disconnect();
    announce("tinkuy:ended");
  });
}

function ask(line) {
  socket.emit("follow", { room: line.room, seq: line.seq }, (answer) => {
    if (!answer || answer.error) {
      rooms.delete(line.room);
      line.handlers.dropped?.();
      return;
    }
    if (answer.reload) {
      line.seq = answer.seq;
      line.handlers.reload?.();
    } else {
      for (const message of answer.missed) take(line, message);
    }
    if (answer.people) line.handlers.presence?.(listed(answer.people));
    if (line.mine) socket.emit("place", { room: line.room, place: compact(line.mine) });
  });
}

// A number seen before is dropped; one too far ahead means something was lost: ask.
function take(line, message) {
  if (!line || message.seq <= line.seq) return;
  if (message.seq > line.seq + 1) {
    ask(line);
    return;
  }
  line.seq = message.seq;
  line.handlers.event?.(message);
}

function listed(people) {
  const me = document.documentElement.dataset.person || "";
  const named = people.named.map((one) => ({ ...one, me: one.key === me }));
  named.more = people.more;
  return named;
}

const compact = (where) =>
  Object.fromEntries(Object.entries(where || {}).filter(([, value]) => value !== null && value !== "" && value !== false));

const announce = (name, detail) => window.dispatchEvent(new CustomEvent(name, { detail }));
