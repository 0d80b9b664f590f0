"use client";

import { Camera as CameraIcon, CameraOff, Flashlight, FlashlightOff } from "lucide-react";
import { Alert } from "@/components/ui/Alert";
import { Button } from "@/components/ui/Button";
import { classes } from "@/lib/classes";
import { useTexts } from "@/lib/i18n";
import { door as area } from "@/lib/i18n/areas/door";
import type { Camera } from "./camera/useCamera";

/** The camera's picture with the frame that is searched, its light, and how to start and stop it. */
export function CameraView({ camera }: { camera: Camera }) {
  const texts = useTexts(area).camera;
  const { video, status, fault, torch } = camera;
  const off = status === "off";
  return (
    <section className="flex flex-col gap-3">
      {fault && <Alert tone="warning">{texts[fault]}</Alert>}
      {off && (
        <Button onClick={camera.start} className="min-h-14 text-lg">
          <CameraIcon aria-hidden className="size-6" />
          {texts.start}
        </Button>
      )}
      <div
        className={classes(
          "relative mx-auto aspect-square w-full max-w-[min(100%,40dvh)] overflow-hidden rounded-lg bg-black lg:max-w-96",
          off && "hidden",
        )}
      >
        <video ref={video} muted playsInline aria-label={texts.label} className="size-full object-cover" />
        <div aria-hidden className="pointer-events-none absolute inset-[14%] rounded-2xl border-4 border-white/80" />
        <p className="pointer-events-none absolute inset-x-0 top-2 text-center text-sm font-medium text-white text-shadow-lg">
          {status === "starting" ? texts.starting : texts.hint}
        </p>
        <div className="absolute inset-x-2 bottom-2 flex justify-between">
          <OnPicture label={texts.stop} onClick={camera.stop} icon={CameraOff} />
          {torch !== null && (
            <OnPicture
              label={torch ? texts.torchOff : texts.torchOn}
              onClick={() => camera.setTorch(!torch)}
              icon={torch ? FlashlightOff : Flashlight}
            />
          )}
        </div>
      </div>
    </section>
  );
}

type OnPictureProps = { label: string; onClick: () => void; icon: typeof CameraOff };

function OnPicture({ label, onClick, icon: Icon }: OnPictureProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="flex size-12 items-center justify-center rounded-full bg-black/60 text-white hover:bg-black/80"
    >
      <Icon aria-hidden className="size-6" />
    </button>
  );
}
