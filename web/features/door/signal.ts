import { remember, remembered } from "@/lib/remember";
import type { Outcome } from "./judge";

type Tone = { at: number; for: number; hertz: number; shape: OscillatorType }; // times in seconds

// Told apart without looking: two that rise, two that growl and fall, three alike.
const sounds: Record<Outcome, Tone[]> = {
  admitted: [
    { at: 0, for: 0.09, hertz: 880, shape: "sine" },
    { at: 0.1, for: 0.16, hertz: 1319, shape: "sine" },
  ],
  refused: [
    { at: 0, for: 0.2, hertz: 196, shape: "sawtooth" },
    { at: 0.24, for: 0.36, hertz: 131, shape: "sawtooth" },
  ],
  look: [0, 0.18, 0.36].map((at) => ({ at, for: 0.1, hertz: 587, shape: "triangle" })),
};

// Milliseconds on, off, on, …
const shakes: Record<Outcome, number[]> = { admitted: [70], refused: [250, 120, 250], look: [70, 90, 70, 90, 70] };

let context: AudioContext | null = null;

/** Makes sound possible. Browsers allow it in answer to a touch or key only, once. */
export function wakeSound(): void {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
}

/** Lets staff hear and feel a verdict. */
export function signal(outcome: Outcome): void {
  navigator.vibrate?.(shakes[outcome]);
  if (context?.state !== "running" || !isSoundOn()) return;
  for (const tone of sounds[outcome]) play(context, tone);
}

function play(audio: AudioContext, tone: Tone): void {
  const from = audio.currentTime + tone.at;
  const oscillator = new OscillatorNode(audio, { type: tone.shape, frequency: tone.hertz });
  const volume = new GainNode(audio, { gain: 0.35 });
  volume.gain.setTargetAtTime(0, from + tone.for, 0.015); // without the crack of a sudden end
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(from + tone.for + 0.1);
}

export const isSoundOn = () => remembered("door.sound") !== "off";
export const setSoundOn = (on: boolean) => remember("door.sound", on ? null : "off");
