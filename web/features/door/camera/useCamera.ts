"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { createView } from "./inView";
import { createReader } from "./reader";

export type CameraFault = "denied" | "none" | "busy" | "insecure";

export type Camera = {
  video: RefObject<HTMLVideoElement | null>;
  status: "off" | "starting" | "on";
  fault: CameraFault | null;
  /** Whether the light is on; null where the camera has none. */
  torch: boolean | null;
  start(): void;
  stop(): void;
  setTorch(on: boolean): void;
};

const wanted: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
};
const pause = 60; // milliseconds at least between two looks

/** The device's camera, which tells each code that comes into its view. */
export function useCamera(onCode: (text: string) => void): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const stream = useRef<MediaStream | null>(null);
  const [status, setStatus] = useState<Camera["status"]>("off");
  const [fault, setFault] = useState<CameraFault | null>(null);
  const [torch, setLight] = useState<boolean | null>(null);

  const stop = useCallback(() => {
    for (const track of stream.current?.getTracks() ?? []) track.stop();
    stream.current = null;
    setStatus("off");
    setLight(null);
  }, []);
  useEffect(() => stop, [stop]);

  const start = async () => {
    setFault(null);
    setStatus("starting");
    try {
      const opened = await open();
      stream.current = opened;
      const [track] = opened.getVideoTracks();
      track?.addEventListener("ended", stop); // taken away by the system
      setLight(hasTorch(track) ? false : null);
      const element = video.current;
      if (!element) return stop(); // the page was left meanwhile
      element.srcObject = opened;
      await element.play();
      setStatus("on");
    } catch (error) {
      stop();
      setFault(faultOf(error));
    }
  };

  const setTorch = async (on: boolean) => {
    const [track] = stream.current?.getVideoTracks() ?? [];
    try {
      await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
      setLight(on);
    } catch {
      setLight(null); // it has none after all
    }
  };

  useLooking(status === "on", video, onCode);
  useAwake(status === "on");
  return { video, status, fault, torch, start: () => void start(), stop, setTorch: (on) => void setTorch(on) };
}

/** Looks at frame after frame, and rests for as long as it looked: half of the processor's time is the page's. */
function useLooking(on: boolean, video: RefObject<HTMLVideoElement | null>, onCode: (text: string) => void): void {
  const tell = useRef(onCode);
  useEffect(() => {
    tell.current = onCode;
  });
  useEffect(() => {
    if (!on) return;
    const readFrame = createReader();
    const comesIntoView = createView();
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const began = performance.now();
      const text = video.current ? readFrame(video.current) : null;
      if (text && comesIntoView(text, began)) tell.current(text);
      timer = setTimeout(look, Math.max(pause, performance.now() - began));
    };
    look();
    return () => clearTimeout(timer);
  }, [on, video]);
}

/** Keeps the screen on. The browser lets go of it when the page is covered. */
function useAwake(on: boolean): void {
  useEffect(() => {
    if (!on || !("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    const hold = async () => {
      if (document.visibilityState !== "visible") return;
      lock = await navigator.wakeLock.request("screen").catch(() => null); // a battery that is low refuses
    };
    void hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, [on]);
}

async function open(): Promise<MediaStream> {
  if (!window.isSecureContext || !navigator.mediaDevices) throw new DOMException("no https", "SecurityError");
  return navigator.mediaDevices.getUserMedia(wanted);
}

function hasTorch(track: MediaStreamTrack | undefined): boolean {
  return track?.getCapabilities !== undefined && "torch" in track.getCapabilities();
}

const faults: Record<string, CameraFault> = {
  NotAllowedError: "denied",
  NotFoundError: "none",
  OverconstrainedError: "none",
  SecurityError: "insecure",
};

function faultOf(error: unknown): CameraFault {
  return (error instanceof DOMException && faults[error.name]) || "busy";
}
