import { equal } from "node:assert/strict";
import { test } from "node:test";
import { greeting } from "./greeting.ts";

test("greets by the hour", () => {
  equal(greeting(8), "Good morning");
  equal(greeting(15), "Good day");
});
