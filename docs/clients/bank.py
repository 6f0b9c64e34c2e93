"""A bank in a hundred lines: it believes orders that the centre signed, holds nothing real, and answers signed.

CENTRE: address of the centre's API. BASE_URL: the address under which this bank is enrolled. KEY_ID, KEY: its key id
and private key file (PEM, Ed25519). Needs http-message-signatures 3.0.0 and requests. It is a start, not a bank: a real
one keeps ids, nonces and answers in a database, takes the money out of what the holder can spend, and lets it go itself
at expiresAt, which it reports by hold.lapsed.
"""
import base64, datetime, http.server, json, math, os, sys, time, urllib.parse
from types import SimpleNamespace
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from http_message_signatures import HTTPMessageSigner, HTTPMessageVerifier, MappingKeyResolver, algorithms
from http_message_signatures.exceptions import HTTPMessageSignaturesException

ASKED = ("@method", "@authority", "@path", "@query", "content-digest")
ANSWER = ("@status", "content-digest", '"signature";req;key="sig1"')
BASE, KEY_ID = os.environ["BASE_URL"], os.environ["KEY_ID"]
OWN = load_pem_private_key(open(os.environ["KEY"], "rb").read(), None)
PREFIX = urllib.parse.urlsplit(BASE).path  # the path of the own address, which every path that is asked for begins with
ROOT = BASE.removesuffix(PREFIX)
keys, keys_read, keys_tried = {}, -math.inf, -math.inf
held, ended = {}, set()  # satang and expiry by hold; orders that a release ended, also those that never came
answers, nonces = {}, set()  # answer by webhook-id or order, nonces that were used

def centre_keys():
    """Returns the centre's keys: read anew when the copy is half a minute old; it counts for an hour where that fails."""
    global keys, keys_read, keys_tried
    now = time.monotonic()
    if now - keys_tried >= 30:
        keys_tried = now
        try:
            listed = requests.get(os.environ["CENTRE"] + "/v1/keys", timeout=10)
            listed.raise_for_status()
            keys = {k["kid"]: Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(k["x"] + "="))
                    for k in listed.json()["keys"]}
            keys_read = now
        except requests.RequestException as error:
            print("the keys of the centre cannot be read:", error, file=sys.stderr)
    if now - keys_read > 3600: keys, keys_tried = {}, -math.inf
    return keys

def verify(request, body):
    """Returns nothing for a request that the centre signed once; raises otherwise."""
    known = centre_keys()
    resolver = MappingKeyResolver(public_keys=known, private_keys={})
    verifier = HTTPMessageVerifier(signature_algorithm=algorithms.ED25519, key_resolver=resolver)
    verifier.max_clock_skew = datetime.timedelta(seconds=300)
    covered = ASKED + (("content-type", "webhook-id") if request.method == "POST" else ())
    [result] = verifier.verify(request, max_age=None, expect_tag="rangap", expect_label="sig1",
                               require_components=covered, body=body)
    if result.nonce in nonces: raise HTTPMessageSignaturesException("the nonce was used")
    nonces.add(result.nonce)

def decide(path, order):
    """Returns the receipt of an order, or the answer to a question about a debit."""
    instant = datetime.datetime.now(datetime.timezone.utc)
    now = instant.isoformat()
    if path == "/hold-orders":
        expires = datetime.datetime.fromisoformat(order["expiresAt"].replace("Z", "+00:00"))
        if order["orderId"] in ended or expires <= instant:
            return {"orderId": order["orderId"], "receiptSeq": 1, "result": "REFUSED_LEGAL", "heldAmountSatang": "0",
                    "refusalKind": "ORDER_OVER", "onward": [], "at": now}
        held[order["holdId"]] = (order["requestedAmountSatang"], expires)
        return {"orderId": order["orderId"], "receiptSeq": 1, "result": "HELD_FULL",
                "heldAmountSatang": order["requestedAmountSatang"], "onward": [], "at": now}
    if path == "/release-orders":
        ended.update(order["orderIds"])
        amount, expires = held.pop(order["holdId"], ("0", instant))
        if expires <= instant: amount = "0"  # it was let go at its expiry, unasked
        return {"releaseOrderId": order["releaseOrderId"], "holdId": order["holdId"], "releasedAmountSatang": amount,
                "result": "NOTHING_HELD" if amount == "0" else "RELEASED", "at": now}
    if path == "/suspension-results":  # this bank suspends nothing by itself
        return {"resultId": order["resultId"], "result": "NOTHING_SUSPENDED", "releasedAmountSatang": "0", "at": now}
    if path == "/listing-notices":
        result = "NO_SUCH_CUSTOMER" if order["change"] == "LISTED" else "NOTHING_TO_LIFT"
        return {"noticeId": order["noticeId"], "result": result, "at": now}
    if "search" in order:  # this bank keeps no books in which it could look
        return {"confirmationId": order["confirmationId"], "result": "DENIED", "reason": "NO_SUCH_TRANSFER", "at": now}
    return {"confirmationId": order["confirmationId"], "result": "CONFIRMED", "at": now}

class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        request = SimpleNamespace(method=self.command, url=ROOT + self.path, headers=dict(self.headers.items()))
        try:
            verify(request, body)
        except HTTPMessageSignaturesException:
            return self.send_error(401)  # unsigned: to the centre it is no answer
        key = self.headers.get("webhook-id") or self.path.rsplit("/", 1)[-1]
        if body and key not in answers: answers[key] = decide(self.path.removeprefix(PREFIX), json.loads(body))
        status, answer = (200, answers[key]) if key in answers else (404, {"code": "ORDER.UNKNOWN"})
        text = json.dumps(answer).encode()
        response = SimpleNamespace(status_code=status, headers={"content-type": "application/json"}, request=request)
        signer = HTTPMessageSigner(signature_algorithm=algorithms.ED25519,
                                   key_resolver=MappingKeyResolver(public_keys={}, private_keys={KEY_ID: OWN}))
        now = datetime.datetime.now(datetime.timezone.utc)
        signer.sign(response, key_id=KEY_ID, created=now, expires=now + datetime.timedelta(seconds=300), label="sig1",
                    tag="rangap", covered_component_ids=ANSWER, body=text)
        self.send_response(status)
        for name, value in response.headers.items(): self.send_header(name, value)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST

if __name__ == "__main__":
    http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
