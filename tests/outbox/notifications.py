"""Delivery status notifications as mail servers write them, for one email and one address."""

from __future__ import annotations

HEADERS = """\
Received: by mail.met.example (relay) id 4F1K2L3M; Wed, 9 Dec 2026 09:00:00 +0000
From: Met recruitment <recruitment@met.example>
To: {address}
Subject: Your application is being assessed
Message-ID: {message_id}
"""

# The way of Postfix: a note, the report, the whole email again.
POSTFIX = """\
From: MAILER-DAEMON@relay.met.example (Mail Delivery System)
To: bounces@met.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4F1K2L3M.1796806800/relay.met.example"

This is a MIME-encapsulated message.

--4F1K2L3M.1796806800/relay.met.example
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

This is the mail system at host relay.met.example.

<{address}>: host mx.mail.example[192.0.2.25] said: {diagnostic}

--4F1K2L3M.1796806800/relay.met.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.met.example
X-Postfix-Queue-ID: 4F1K2L3M
Arrival-Date: Wed,  9 Dec 2026 09:00:00 +0000 (GMT)

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.mail.example
Diagnostic-Code: smtp; {diagnostic}

--4F1K2L3M.1796806800/relay.met.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

{headers}
Dear Sam,

Your application is being assessed.

--4F1K2L3M.1796806800/relay.met.example--
"""

# The way of Exchange: no original recipient, headers alone, another case of the address.
EXCHANGE = """\
From: postmaster@mail.example
To: bounces@met.example
Subject: Undeliverable: Your application is being assessed
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="_b1_"

--_b1_
Content-Type: multipart/alternative; boundary="_b2_"

--_b2_
Content-Type: text/plain; charset="us-ascii"

Your message could not be delivered.

--_b2_
Content-Type: text/html; charset="us-ascii"

<p>Your message could not be delivered.</p>

--_b2_--

--_b1_
Content-Type: message/delivery-status

Reporting-MTA: dns;EX01.mail.example

Final-recipient: RFC822; {upper}
Action: {action}
Status: {status}
Diagnostic-code: smtp;{diagnostic}

--_b1_
Content-Type: text/rfc822-headers

{headers}
--_b1_--
"""

OUT_OF_OFFICE = """\
From: {address}
To: recruitment@met.example
Subject: Out of office
In-Reply-To: {message_id}
Auto-Submitted: auto-replied
Content-Type: text/plain

I am away until Monday.
"""

FORMS = {"postfix": POSTFIX, "exchange": EXCHANGE}


def notification(
    form: str,
    *,
    message_id: str,
    address: str,
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = "550 5.1.1 No such user here",
) -> bytes:
    """One notification as it comes over the wire."""
    headers = HEADERS.format(address=address, message_id=message_id)
    text = form.format(
        address=address,
        upper=address.upper(),
        message_id=message_id,
        action=action,
        status=status,
        diagnostic=diagnostic,
        headers=headers,
    )
    return text.replace("\n", "\r\n").encode()
