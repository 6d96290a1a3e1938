#!/usr/bin/env python3
"""A server of the simple HTTP cache of build tools for tests: GET, HEAD and PUT below a folder, and what servers do wrong.

usage: cache-server.py FOLDER [--mode MODE] [--token TOKEN] [--certificate FILE] [--log FILE]

It prints, or writes into the log, its port, then a line for each request: METHOD PATH STATUS. Modes:
  good        as it should be; objects are checked against their names, and records as bazel-remote does unless told not to: a record
              is an ActionResult, and is there only while the values are that it names and does not hold
  readonly    PUT is refused with 405
  forbidden   everything is refused with 403
  broken      everything fails with 500
  full        PUT fails with 507
  redirect    everything is somewhere else
  login       everything is answered with a page that asks for a password, and status 200
  hang        a connection is taken, and nothing is answered
  drip        a byte of an answer a second
  cut         the connection ends in the middle of every large object, unless the rest is asked for
  lie         objects have other contents than their names say
"""
import argparse, hashlib, os, re, ssl, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

options = argparse.ArgumentParser()
options.add_argument("folder")
options.add_argument("--mode", default="good")
options.add_argument("--token")
options.add_argument("--certificate")
options.add_argument("--log")
options = options.parse_args()
log = open(options.log, "w") if options.log else sys.stdout


def fields(message):
    """The fields of a protocol buffer, as (number, value); raises for what is none."""
    place, found = 0, []

    def variable():
        nonlocal place
        number = shift = 0
        while True:
            byte = message[place]
            place += 1
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number
            assert shift < 70

    while place < len(message):
        head = variable()
        assert head >> 3 and head & 7 in (0, 2)
        if head & 7 == 0:
            found.append((head >> 3, variable()))
        else:
            count = variable()
            assert place + count <= len(message)
            found.append((head >> 3, message[place : place + count]))
            place += count
    return found


def values(record):
    """The names of the values that an ActionResult leads to and does not hold; raises for what bazel-remote refuses."""
    assert record
    result, missing = fields(record), []
    for number, content in result:
        if number == 2:
            file = dict(fields(content))
            assert file[1] and not file[1].startswith(b"/")
            digest = dict(fields(file[2]))
            assert re.fullmatch(b"[a-f0-9]{64}", digest[1]) and digest.get(2, 0) >= 0
            if not file.get(5):
                missing.append(digest[1].decode())
    # Without a worker the server would put the client's address there, and the record would not be what was sent.
    assert dict(fields(dict(result)[9]))[1]
    return missing


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def place(self):
        parts = self.path.strip("/").split("/")
        if len(parts) < 2 or parts[-2] not in ("cas", "ac") or len(parts[-1]) != 64:
            return None
        return os.path.join(options.folder, parts[-2], parts[-1])

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.told(status)

    def told(self, status):
        print(self.command, self.path, status, flush=True, file=log)

    def refused(self):
        if options.mode == "hang":
            time.sleep(3600)
        if options.token and self.headers.get("Authorization") != "Bearer " + options.token:
            return self.answer(401) or True
        simple = {"forbidden": 403, "broken": 500}
        if options.mode in simple:
            return self.answer(simple[options.mode]) or True
        if options.mode == "redirect":
            return self.answer(302, headers=[("Location", "https://elsewhere.example/login")]) or True
        if options.mode == "login":
            return self.answer(200, b"<html>Please log in.</html>") or True
        return False

    def do_GET(self):
        if self.refused():
            return
        place = self.place()
        if not place or not os.path.exists(place):
            return self.answer(404)
        with open(place, "rb") as file:
            body = file.read()
        if options.mode == "good" and "/ac/" in self.path:
            if not all(os.path.exists(os.path.join(options.folder, "cas", name)) for name in values(body)):
                return self.answer(404)
        if options.mode == "lie" and "/cas/" in self.path:
            body = bytes(byte ^ 1 for byte in body)
        start = int((self.headers.get("Range") or "bytes=0-")[6:].split("-")[0])
        if start > len(body):
            return self.answer(416)
        rest, headers = body[start:], []
        if start:
            headers = [("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")]
        if options.mode == "cut" and "/cas/" in self.path and not start and len(rest) > 2000:
            self.send_response(200)
            self.send_header("Content-Length", str(len(rest)))
            self.end_headers()
            self.wfile.write(rest[: len(rest) // 2])
            self.wfile.flush()
            self.told(200)
            self.close_connection = True
            return
        if options.mode == "drip":
            self.send_response(200)
            self.send_header("Content-Length", str(len(rest)))
            self.end_headers()
            for byte in rest:
                self.wfile.write(bytes([byte]))
                time.sleep(1)
            return
        self.answer(206 if start else 200, rest, headers)

    do_HEAD = do_GET

    def do_PUT(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.refused():
            return
        status = {"readonly": 405, "full": 507}.get(options.mode)
        place = self.place()
        if status or not place:
            return self.answer(status or 400)
        if "/cas/" in self.path and hashlib.sha256(body).hexdigest() != os.path.basename(place):
            return self.answer(400)
        if "/ac/" in self.path:
            try:
                values(body)
            except (AssertionError, IndexError, KeyError, TypeError):
                return self.answer(400)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        temporary = f"{place}.{threading.get_ident()}"
        with open(temporary, "wb") as file:
            file.write(body)
        os.rename(temporary, place)
        self.answer(201)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


server = Server(("127.0.0.1", 0), Handler)
if options.certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True, file=log)
server.serve_forever()
