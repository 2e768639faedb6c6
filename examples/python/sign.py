#!/usr/bin/env python3
"""Prints the signed address of a card.

python3 sign.py BASE_URL PROJECT_ID PATH KEY [NAME=VALUE ...]
"""

import base64
import hashlib
import hmac
import sys
import unicodedata
from urllib.parse import quote, unquote


def encode(text):
    """Percent-encodes by RFC 3986: everything but letters, digits and -._~"""
    return quote(text, safe="")


def signed_url(base_url, project_id, path, key, parameters):
    """The address of the card of a page.

    path: the page's path as it stands in its address, or as plain text
    key: the secret of a signing key, used as it is printed
    parameters: pairs of name and value; exp=SECONDS of Unix time ends the signature
    """
    segments = [encode(unicodedata.normalize("NFC", unquote(s))) for s in path.split("/") if s]
    target = f"/og/{project_id.lower()}/" + "/".join(segments)
    pairs = sorted(((encode(n), encode(v)) for n, v in parameters), key=lambda pair: pair[0])
    query = "&".join(f"{name}={value}" for name, value in pairs)
    digest = hmac.new(key.encode(), f"{target}?{query}".encode(), hashlib.sha256).digest()
    sig = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return f"{base_url.rstrip('/')}{target}?{query}{'&' if query else ''}sig={sig}"


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit("usage: python3 sign.py BASE_URL PROJECT_ID PATH KEY [NAME=VALUE ...]")
    base_url, project_id, path, key, *arguments = sys.argv[1:]
    print(signed_url(base_url, project_id, path, key, [a.partition("=")[::2] for a in arguments]))
