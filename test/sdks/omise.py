"""JSON as Omise's SDK for Python sends it: that of requests."""
import json
import sys

import requests

api, vault, secret, public = sys.argv[1:]
headers = {"Omise-Version": "2019-05-29"}


def send(method, url, key, body=None):
    return requests.request(method, url, auth=(key, ""), headers=headers, json=body).json()


token = send("POST", f"{vault}/tokens", public, {"card": {
    "name": "JANE DOE",
    "number": "4242424242424242",
    "expiration_month": 12,
    "expiration_year": 2030,
}})
created = send("POST", f"{api}/customers", secret, {
    "email": "john.doe@example.com",
    "card": token["id"],
    "metadata": {"plan": "gold", "tags": ["a", "b"], "levels": {"a": "one"}},
})
customer = f"{api}/customers/{created['id']}"
print(json.dumps({
    "created": created,
    "retrieved": send("GET", customer, secret),
    "updated": send("PATCH", customer, secret, {"description": "changed"}),
    "deleted": send("DELETE", customer, secret),
    "missing": send("GET", customer, secret),
}))
