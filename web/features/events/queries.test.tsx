import { QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newQueryClient } from "@/lib/queries";
import { useEvent } from "./queries";

const asked = vi.fn(() => new Promise<Response>(() => {}));

beforeEach(() => vi.stubGlobal("fetch", asked));

afterEach(() => {
  document.getElementById("first-data")?.remove();
  vi.unstubAllGlobals();
  asked.mockClear();
});

function serve(text: string) {
  const script = document.createElement("script");
  script.type = "application/json";
  script.id = "first-data";
  script.textContent = text;
  document.head.append(script);
}

function read(id: string) {
  const client = newQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(() => useEvent(id), { wrapper }).result.current;
}

describe("an event that came with the page", () => {
  test("is shown at once and not asked for", () => {
    serve('{"id":"e1","name":"An evening of strings"}');
    const query = read("e1");
    expect(query.data?.name).toBe("An evening of strings");
    expect(query.fetchStatus).toBe("idle");
    expect(asked).not.toHaveBeenCalled();
  });

  test("is not taken for another one", async () => {
    serve('{"id":"e1","name":"An evening of strings"}');
    expect(read("e2").data).toBeUndefined();
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());
  });

  test("is asked for where it cannot be read", async () => {
    serve("{");
    expect(read("e1").data).toBeUndefined();
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());
  });
});
