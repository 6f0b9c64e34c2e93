"""Sends a file to a case and saves an order as order.pdf, by the generated client.

API, TOKEN: the address and a token of an officer; CASE_ID, ORDER_ID: the case and an order of it; FILE: the file.
"""
import os
from centre import AuthenticatedClient
from centre.api.attachments import attachments_add_to_case
from centre.api.holds import orders_document
from centre.models import AttachmentsAddToCaseKind, AttachmentView
from centre.types import File

client = AuthenticatedClient(base_url=os.environ["API"], token=os.environ["TOKEN"])
with open(os.environ["FILE"], "rb") as file:
    kept = attachments_add_to_case.sync(os.environ["CASE_ID"], client=client, kind=AttachmentsAddToCaseKind.SLIP,
                                        body=File(payload=file))
if not isinstance(kept, AttachmentView):
    raise SystemExit(f"{kept.code}: {kept.detail}" if kept else "no answer")
document = orders_document.sync(os.environ["ORDER_ID"], client=client)
if not isinstance(document, File):
    raise SystemExit(f"{document.code}: {document.detail}" if document else "no answer")
with open("order.pdf", "wb") as file:
    file.write(document.payload.read())
print(kept.id)
