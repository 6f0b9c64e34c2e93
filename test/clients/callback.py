"""Reports a hold by a generated model and the functions of docs/protocol/signing.md, and checks the centre's signed answer."""
import base64, datetime, os, re
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from institution.models import HoldReceipt, HoldReceiptResult

with open(os.environ["SIGNING"], encoding="utf-8") as file:
    exec(re.search(r"```python\n(.*?)```", file.read(), re.S).group(1))

api, path, now = os.environ["API"], "/v1/callbacks/institutions", datetime.datetime.now(datetime.timezone.utc)
keys = requests.get(api + "/v1/keys", timeout=10).json()["keys"]
centre = {key["kid"]: Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key["x"] + "=")) for key in keys}
receipt = HoldReceipt(order_id=os.environ["ORDER_ID"], receipt_seq=1, result=HoldReceiptResult.HELD_FULL,
                      held_amount_satang="2500000", onward=[], at=now)
message = {"type": "hold.receipt", "data": receipt.to_dict()}
key = load_pem_private_key(os.environ["KEY"].encode(), None)
request = sign_callback(os.environ["PUBLIC_URL"] + path, message, "python-1", os.environ["KEY_ID"], key)
request.url = api + path  # the address of this test; it is signed for the public one
answer = requests.Session().send(request)
verify(answer, answer.content, ANSWER, centre)
print(answer.status_code, answer.json()["status"])
