// The peer: a bare socket.io server that tells one room, with the time at which it began to.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((request, response) => {
  if (request.method === "POST" && request.url === "/tell") {
    io.to("forum:1").emit("event", { room: "forum:1", seq: ++seq, name: "post.created", thread: 1, post: seq, at: new Date().toISOString() });
    response.end("ok");
  } else if (!request.url.startsWith("/socket.io/")) response.end("ok");
});
const io = new Server(http);
let seq = 0;
io.on("connection", (socket) => {
  socket.on("follow", (wish, answer) => {
    socket.join(wish.room);
    answer({ seq, missed: [] });
  });
});
http.listen(Number(process.env.PORT), "127.0.0.1");
