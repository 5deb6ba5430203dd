/* The content of `[[ … ]]` as a tree. */

/** `[[ … ]]` */
export function condition(parser) {
  const expression = or(parser);
  parser.blankLines();
  parser.takeWord("]]");
  return { kind: "condition", expression };
}

/** Terms joined by one operator, grouped from the left. */
function chain(parser, op, term) {
  let left = term(parser);
  for (parser.blankLines(); parser.text.startsWith(op, parser.at); parser.blankLines()) {
    parser.at += op.length;
    left = { op, left, right: term(parser) };
  }
  return left;
}

const or = (parser) => chain(parser, "||", and);
const and = (parser) => chain(parser, "&&", negated);

function negated(parser) {
  parser.blankLines();
  if (parser.peekWord() === "!") {
    parser.at += 1;
    return { op: "!", right: negated(parser) };
  }
  if (parser.text[parser.at] === "(") {
    parser.at += 1;
    const inner = or(parser);
    parser.close(")");
    return inner;
  }
  return primary(parser);
}

function primary(parser) {
  if (parser.peekWord() === "]]" || parser.atEnd()) throw parser.unexpected();
  const first = parser.peekWord();
  const left = parser.words.word();
  parser.skip();
  if (/^-[a-zA-Z]$/.test(first) && parser.peekWord() !== "]]" && !/^(==?|!=|=~|-\w\w)$/.test(parser.peekWord())) return { op: first, right: parser.words.word() };
  const op = /^(==|=~|=|!=|<|>|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef)(?=[ \t])/.exec(parser.text.slice(parser.at, parser.at + 5))?.[1];
  if (!op) return { op: "-n", right: left };
  parser.at += op.length;
  parser.skip();
  const right = op === "=~" ? pattern(parser) : parser.words.word(/[ \t\n|&;()]/);
  return { op, left, right };
}

/** A regular expression may have signs that end words elsewhere. */
function pattern(parser) {
  return parser.words.word(/[ \t\n]/);
}
