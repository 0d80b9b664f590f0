import { expect, type Locator, type Page } from "@playwright/test";
import { framing, toScreen } from "@/components/plan/model/camera";
import { findSeat, type PlanDocument, readPlan } from "@/components/plan/model/plan";

export type Place = { section: string; row: string; seat: string };

/** The seat map of an event's page, as the mouse finds it: seats as elements, or a canvas where they are many. */
export class SeatMapView {
  readonly frame: Locator;
  /** Where the Tab key comes to it. */
  readonly stop: Locator;

  constructor(private page: Page) {
    const name = "Seat map";
    const [drawn, painted] = [page.getByRole("group", { name }), page.getByRole("application", { name })];
    this.frame = drawn.or(painted);
    this.stop = drawn.locator("[tabindex='0']").or(painted);
  }

  /** Whether the picture is there, as large as its place. */
  async shown(): Promise<void> {
    await expect(this.frame).toBeVisible();
    const width = () => this.frame.locator(":scope > svg, canvas").evaluate((one) => Number(one.getAttribute("width")));
    await expect.poll(width).toBeGreaterThan(300);
  }

  /** A seat as a screen reader finds it on a plan that is not painted. */
  seat({ section, row, seat }: Place): Locator {
    return this.frame.getByRole("button", { name: `${section}, row ${row}, seat ${seat},` });
  }

  /** What the map says of the place under the pointer. */
  tooltip(text: string | RegExp): Locator {
    return this.frame.locator("..").locator("div.pointer-events-none").filter({ hasText: text });
  }

  /** Where a seat is on the page while the whole plan is shown. */
  async at(place: Place): Promise<{ x: number; y: number }> {
    const event = new URL(this.page.url()).pathname.split("/")[2] ?? "";
    const plan = readPlan((await (await this.page.request.get(`/api/events/${event}/plan`)).json()) as PlanDocument);
    const seat = findSeat(plan, place.section, place.row, place.seat);
    await this.frame.scrollIntoViewIfNeeded();
    const box = await this.frame.boundingBox();
    if (seat === null || box === null) throw new Error(`${JSON.stringify(place)} is not on the map`);
    const [x, y] = toScreen(framing(plan.bounds, box), box, plan.x[seat] ?? 0, plan.y[seat] ?? 0);
    return { x: box.x + x, y: box.y + y };
  }

  /** Clicks a seat of a plan that is small enough to be shown whole, and whose tooltip says that it is the right one. */
  async tap(place: Place): Promise<void> {
    const { x, y } = await this.at(place);
    await this.page.mouse.move(x, y);
    await expect(this.tooltip(`${place.section}, row ${place.row}, seat ${place.seat}`)).toBeVisible();
    await this.page.mouse.click(x, y);
  }

  /** Goes outwards from the middle of the map until the pointer is on a free seat, and clicks it. */
  async tapAnyFree(): Promise<void> {
    const box = await this.frame.boundingBox();
    if (!box) throw new Error("there is no map");
    for (const [dx, dy] of outwards(12, 12)) {
      await this.page.mouse.move(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy);
      if (!(await this.tooltip(/· available/).isVisible())) continue;
      return this.page.mouse.down().then(() => this.page.mouse.up());
    }
    throw new Error("no free seat near the middle of the map");
  }
}

/** Points on growing squares around the middle, some pixels apart. */
function outwards(rings: number, apart: number): [number, number][] {
  const points: [number, number][] = [[0, 0]];
  for (let ring = 1; ring <= rings; ring++)
    for (let i = -ring; i < ring; i++) points.push([i, -ring], [ring, i], [-i, ring], [-ring, -i]);
  return points.map(([x, y]) => [x * apart, y * apart]);
}
