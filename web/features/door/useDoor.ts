"use client";

import { useEffect, useState } from "react";
import { serverNow } from "@/lib/clock/clock";
import { createStore, useStore } from "@/lib/store";
import { Door, type DoorState } from "./door";
import { Known } from "./known";
import { server } from "./server";
import type { Place } from "./store/records";
import { openStore } from "./store/store";

/** The open door of this device; null until what it knows is read. */
export function useDoor({ event, gate }: Place): Door | null {
  const [door, setDoor] = useState<Door | null>(null);
  useEffect(() => {
    let close = () => {};
    let left = false;
    const open = async () => {
      const known = await Known.open(
        await openStore(),
        { ...event, keys: null, newest: null, readAt: null },
        serverNow(),
      );
      if (left) return;
      const opened = new Door(known, gate, server, serverNow);
      close = opened.start();
      setDoor(opened);
    };
    void open();
    return () => {
      left = true;
      close();
      setDoor(null);
    };
  }, [event, gate]);
  return door;
}

const closed = createStore<DoorState>({
  ...{ link: "joining", readAt: null, asking: false, barred: false, lasting: true, scans: [], waiting: 0 },
});

export function useDoorState(door: Door | null): DoorState {
  const { state } = door ?? { state: closed };
  return useStore(state, closed.get());
}
