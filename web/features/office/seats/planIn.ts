import type { PlanDocument } from "@/components/plan/model/plan";
import { Problem } from "@/lib/api";

/** The plan in the answer to a preview. */
export function planIn(answer: object): PlanDocument {
  if (!("plan" in answer) || !answer.plan) throw new Problem({ code: "unexpected" });
  return answer.plan as PlanDocument;
}
