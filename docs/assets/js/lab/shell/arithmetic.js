/* `$(( … ))`: 64-bit integers, with the shell's variables. */

const TOKEN = /\s*(?:(0[xX][0-9a-fA-F]+|\d+#[\w@]+|\d+)|([A-Za-z_]\w*)|(\*\*|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||\+\+|--|[-+*/%&|^]=|[-+*/%<>=!~&|^?:(),[\]]))/y;
const LEVELS = [["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<", "<=", ">", ">="], ["<<", ">>"], ["+", "-"], ["*", "/", "%"], ["**"]];
const ASSIGNS = new Set(["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="]);
const wrap = (value) => BigInt.asIntN(64, value);

export class ArithmeticError extends Error {
  constructor(message, token) {
    super(message);
    this.token = token;
  }
}

/** The value of an expression. @param {{get(name, index?): string, set(name, value, index?): void}} variables @returns {bigint} */
export function evaluate(text, variables, depth = 0) {
  if (depth > 50) throw new ArithmeticError("expression recursion level exceeded", text);
  const reader = new Reader(text, variables, depth);
  if (!reader.tokens.length) return 0n;
  const value = reader.comma();
  if (reader.at < reader.tokens.length) throw new ArithmeticError("syntax error in expression", reader.rest());
  return value;
}

class Reader {
  constructor(text, variables, depth) {
    Object.assign(this, { text, variables, depth, at: 0, tokens: [], off: 0 });
    TOKEN.lastIndex = 0;
    let end = 0;
    for (let found; (found = TOKEN.exec(text)); end = TOKEN.lastIndex) this.tokens.push({ text: found[0].trim(), kind: found[1] ? "number" : found[2] ? "name" : "sign", at: end });
    if (text.slice(end).trim()) throw new ArithmeticError("syntax error: invalid arithmetic operator", text.slice(end).trim());
  }

  rest() {
    return this.text.slice(this.tokens[this.at]?.at ?? this.text.length).trim();
  }

  take(...signs) {
    const token = this.tokens[this.at];
    if (token?.kind !== "sign" || !signs.includes(token.text)) return null;
    this.at += 1;
    return token.text;
  }

  want(sign) {
    if (!this.take(sign)) throw new ArithmeticError(`missing \`${sign}'`, this.rest());
  }

  comma() {
    let value = this.assignment();
    while (this.take(",")) value = this.assignment();
    return value;
  }

  assignment() {
    const start = this.at;
    const token = this.tokens[this.at];
    if (token?.kind === "name") {
      this.at += 1;
      const index = this.index();
      const sign = this.tokens[this.at];
      if (sign?.kind === "sign" && ASSIGNS.has(sign.text)) {
        this.at += 1;
        const right = this.assignment();
        const value = sign.text === "=" ? right : this.apply(sign.text.slice(0, -1), this.valueOf(token.text, index), right);
        this.store(token.text, value, index);
        return value;
      }
      this.at = start;
    }
    return this.choice();
  }

  store(name, value, index) {
    if (!this.off) this.variables.set(name, String(value), index);
  }

  index() {
    if (this.tokens[this.at]?.text !== "[") return undefined;
    this.at += 1;
    const value = this.comma();
    this.want("]");
    return Number(value);
  }

  choice() {
    const condition = this.binary(0);
    if (!this.take("?")) return condition;
    const yes = this.quietly(condition === 0n, () => this.assignment());
    this.want(":");
    const no = this.quietly(condition !== 0n, () => this.choice());
    return condition !== 0n ? yes : no;
  }

  quietly(isOff, read) {
    if (!isOff) return read();
    this.off += 1;
    const value = read();
    this.off -= 1;
    return value;
  }

  binary(level) {
    if (level === LEVELS.length) return this.unary();
    let left = this.binary(level + 1);
    for (let sign; (sign = this.take(...LEVELS[level])); ) {
      if (sign === "**") return this.apply(sign, left, this.binary(level));
      if (sign === "&&" || sign === "||") {
        const isDecided = sign === "&&" ? left === 0n : left !== 0n;
        const right = this.quietly(isDecided, () => this.binary(level + 1));
        left = (sign === "&&" ? left !== 0n && right !== 0n : left !== 0n || right !== 0n) ? 1n : 0n;
      } else left = this.apply(sign, left, this.binary(level + 1));
    }
    return left;
  }

  apply(sign, a, b) {
    const truth = (is) => (is ? 1n : 0n);
    if ((sign === "/" || sign === "%") && b === 0n) {
      if (this.off) return 0n;
      throw new ArithmeticError("division by 0", "0");
    }
    if (sign === "**" && b < 0n) throw new ArithmeticError("exponent less than 0", String(b));
    const results = {
      "+": () => a + b, "-": () => a - b, "*": () => a * b, "/": () => a / b, "%": () => a % b, "**": () => (b > 200n ? 0n : a ** b),
      "<<": () => a << (b & 63n), ">>": () => a >> (b & 63n), "&": () => a & b, "|": () => a | b, "^": () => a ^ b,
      "<": () => truth(a < b), "<=": () => truth(a <= b), ">": () => truth(a > b), ">=": () => truth(a >= b), "==": () => truth(a === b), "!=": () => truth(a !== b),
    };
    return wrap(results[sign]());
  }

  unary() {
    const sign = this.take("!", "~", "-", "+", "++", "--");
    if (!sign) return this.postfix();
    if (sign === "++" || sign === "--") return this.step(sign, true);
    const value = this.unary();
    return { "!": () => (value === 0n ? 1n : 0n), "~": () => ~value, "-": () => wrap(-value), "+": () => value }[sign]();
  }

  step(sign, before) {
    const token = this.tokens[this.at];
    if (token?.kind !== "name") throw new ArithmeticError("syntax error: operand expected", this.rest());
    this.at += 1;
    const index = this.index();
    const old = this.valueOf(token.text, index);
    const value = sign === "++" ? old + 1n : old - 1n;
    this.store(token.text, value, index);
    return before ? value : old;
  }

  postfix() {
    const token = this.tokens[this.at];
    if (this.take("(")) {
      const value = this.comma();
      this.want(")");
      return value;
    }
    if (!token || token.kind === "sign") throw new ArithmeticError("syntax error: operand expected", token ? this.rest() : this.text.trim().slice(-1));
    this.at += 1;
    if (token.kind === "number") return numberOf(token.text);
    const index = this.index();
    const sign = this.take("++", "--");
    const old = this.valueOf(token.text, index);
    if (sign) this.store(token.text, sign === "++" ? old + 1n : old - 1n, index);
    return old;
  }

  valueOf(name, index) {
    const text = (this.variables.get(name, index) ?? "").trim();
    return /^-?\d+$/.test(text) && !/^-?0\d/.test(text) ? wrap(BigInt(text)) : evaluate(text, this.variables, this.depth + 1);
  }
}

function numberOf(text) {
  const based = /^(\d+)#(.+)$/.exec(text);
  if (based) return [...based[2]].reduce((sum, digit) => sum * BigInt(based[1]) + BigInt(parseInt(digit, 36)), 0n);
  if (/^0\d/.test(text)) {
    if (/[89]/.test(text)) throw new ArithmeticError(`${text}: value too great for base`, text);
    return BigInt(`0o${text.slice(1)}`);
  }
  return wrap(BigInt(text));
}
