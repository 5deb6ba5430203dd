const test = require("node:test");
const assert = require("node:assert");
const { greeting } = require("../src/greeting");

test("greets by name", () => assert.match(greeting("Ada"), /Ada/));
test("greets somebody without a name", () => assert.match(greeting(""), /stranger/));
