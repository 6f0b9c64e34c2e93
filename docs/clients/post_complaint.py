"""Posts a complaint by the client that openapi-python-client generates into the package centre.

API, TOKEN: the address and a token of a hotline operator; BODY: a file with the complaint.
"""
import json, os, time
from centre import AuthenticatedClient
from centre.api.complaints import complaints_receive
from centre.models import ComplaintAccepted, ComplaintBody

with open(os.environ["BODY"], encoding="utf-8") as file:
    complaint = ComplaintBody.from_dict(json.load(file))
client = AuthenticatedClient(base_url=os.environ["API"], token=os.environ["TOKEN"])
answer = complaints_receive.sync(client=client, body=complaint, idempotency_key=f"py-{time.time_ns()}")
if not isinstance(answer, ComplaintAccepted):
    raise SystemExit(f"{answer.code}: {answer.detail}" if answer else "no answer")
print(answer.case_no)
