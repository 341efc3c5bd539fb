"""JSON over https as Stancer's SDK for Python sends it: requests, which trusts what REQUESTS_CA_BUNDLE says."""
import json
import sys

import requests

api, key = sys.argv[1:]


def send(method, url, body=None):
    answer = requests.request(method, url, auth=(key, ""), json=body)
    return {"status": answer.status_code, "body": answer.json() if answer.content else None}


john = {"name": "John Doe", "email": "john.doe@example.com"}
created = send("POST", f"{api}/v1/customers/", john)
customer = f"{api}/v1/customers/{created['body']['id']}"
print(json.dumps({
    "created": created,
    "again": send("POST", f"{api}/v1/customers/", john),
    "retrieved": send("GET", customer),
    "updated": send("PATCH", customer, {"name": "Jane Doe"}),
    "deleted": send("DELETE", customer),
    "missing": send("GET", customer),
}))
