"""Keeps a list of paid orders from the topic order-paid, each order once."""

import json
import os
import signal
import sqlite3
import threading
from decimal import Decimal

from kafka import KafkaConsumer


def main():
    db = sqlite3.connect(os.environ["ORDERS_FILE"])
    db.execute("create table if not exists paid_orders (message_id text primary key, number text, total text, currency text)")
    consumer = KafkaConsumer(
        "order-paid",
        bootstrap_servers=os.environ["KAFKA_BROKERS"].split(","),
        group_id="example-python",
        auto_offset_reset="earliest",  # a new group hears everything that Kafka still has
        enable_auto_commit=False,
        session_timeout_ms=10_000,  # whoever died is replaced after so long
    )
    stop = threading.Event()
    for wish in signal.SIGINT, signal.SIGTERM:
        signal.signal(wish, lambda *_: stop.set())  # what is in hand is finished
    try:
        while not stop.is_set():
            for records in consumer.poll(timeout_ms=500).values():
                for record in records:
                    take(db, record)
                consumer.commit()  # after the effect: what was not committed comes again
    finally:
        consumer.close()


def take(db, record):
    """Has the effect and remembers the message in one transaction: it takes effect once, however often it comes."""
    try:
        fact = json.loads(record.value, parse_float=Decimal)  # a floating point number would lose cents
        row = (fact["messageId"], fact["number"], str(fact["totalAmount"]), fact["currency"])
    except (ValueError, KeyError) as reason:
        print("cannot be read; left out", record.partition, record.offset, reason, flush=True)
        return
    with db:
        new = db.execute("insert or ignore into paid_orders values (?, ?, ?, ?)", row).rowcount == 1
    headers = {key: value.decode() for key, value in record.headers}
    print("order paid", fact["number"], "new" if new else "again", headers, flush=True)


if __name__ == "__main__":
    main()
