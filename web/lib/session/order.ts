import { answer } from "../api/answer";
import { type Api, createApi, noTokens } from "../api/client";
import { serverNow } from "../clock/clock";

/** The API as whoever has an order's secret link: a session that may read, pay, cancel or return this one order, and nothing else. */
export function orderApi(orderId: string, secret: string): Api {
  let access: { token: string; expiresAt: number } | null = null;
  const obtain = async () => {
    const call = createApi(noTokens).POST("/orders/{id}/access", {
      params: { path: { id: orderId } },
      body: { secret },
    });
    const { guestToken, expiresAt } = await answer(call);
    access = { token: guestToken, expiresAt: Date.parse(expiresAt) };
    return guestToken;
  };
  return createApi({
    current: async () => (access !== null && access.expiresAt > serverNow() ? access.token : obtain()),
    renewed: async (refused) => (access !== null && access.token !== refused ? access.token : obtain()),
  });
}
