import { act, renderHook, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { Queries } from "@/lib/queries";
import { sessionStore } from "@/lib/session/session";
import { useHolds } from "./useHolds";

const event = "11111111-1111-4111-8111-111111111111";
const held = { reservationId: "r1", groupId: "g", seatId: "s1", eventId: event, status: "active" };

/** A server that answers what is held only when it is told to, with what it is told. */
function slowServer(): (answer: object[]) => void {
  const waiting: ((answer: object[]) => void)[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const call = `${request.method} ${new URL(request.url).pathname}`;
    if (call === "GET /api/reservations") {
      const list = await new Promise<object[]>((resolve, reject) => {
        waiting.push(resolve);
        request.signal.addEventListener("abort", () => reject(request.signal.reason));
      });
      return Response.json(list);
    }
    if (call === "POST /api/guests") {
      const guest = { customerId: "c", guestToken: "t", expiresAt: "2036-01-01T00:00:00Z" };
      return Response.json(guest, { status: 201 });
    }
    if (call === "POST /api/reservations")
      return Response.json({ groupId: "g", reservations: [held] }, { status: 201 });
    throw new Error(call);
  });
  return (answer) => {
    for (const resolve of waiting.splice(0)) resolve(answer);
  };
}

test.each([
  { name: "from before the hold", late: [] },
  { name: "that has the hold already", late: [held] },
])("a late answer $name neither hides a hold nor doubles it", async ({ late }) => {
  const tell = slowServer();
  sessionStore.set({ kind: "guest", customerId: "c" });
  const { result } = renderHook(() => useHolds(event), { wrapper: Queries });
  await act(async () => {
    await result.current.hold({ seatIds: ["s1"] });
  });
  await act(async () => tell(late));
  await waitFor(() => expect(result.current.holds.map(({ reservationId }) => reservationId)).toEqual(["r1"]));
});
