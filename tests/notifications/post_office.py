"""A mail server on this machine that speaks as much SMTP as a client without log-in needs, and does as it is told."""

import email
import email.policy
import socketserver
import threading
from contextlib import contextmanager


class Clerk(socketserver.StreamRequestHandler):
    def handle(self):
        office = self.server
        self.say("220 oficina")
        sender, to = "", ""
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()
            if verb.startswith("MAIL FROM:"):
                sender = line.partition("<")[2].partition(">")[0]
                self.say("250 ok")
            elif verb.startswith("RCPT TO:"):
                to = line.partition("<")[2].partition(">")[0]
                self.say(office.refusals.get(to, "250 ok"))
            elif verb == "DATA":
                self.say("354 dime")
                words = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    words += part[1:] if part.startswith(b".") else part
                office.received.append((sender, to, words))
                if office.hangs_up:
                    return
                self.say("250 tomado")
            elif verb == "QUIT":
                return self.say("221 adiós")
            else:
                self.say("250 ok")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


class PostOffice(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Clerk)
        self.received, self.refusals, self.hangs_up = [], {}, False

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def letters(self, to=None):
        """The letters taken, oldest first, parsed; `sender` of each is its envelope's."""
        found = []
        for sender, recipient, words in self.received:
            letter = email.message_from_bytes(words, policy=email.policy.default)
            letter.sender = sender
            if to in (None, recipient):
                found.append(letter)
        return found


@contextmanager
def open_office():
    with PostOffice() as office:
        threading.Thread(target=office.serve_forever, args=(0.05,), daemon=True).start()
        yield office
        office.shutdown()
