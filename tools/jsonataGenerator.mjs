// A grammar of JSONata expressions, and of inputs they can find something in. Mostly of the type that is wanted where
// they stand, now and then of another. The same seed gives the same pairs.
//
// Left out, because the answer is the host's or the moment's: $random, $shuffle, $now, $millis. Left out, because the
// reference breaks its own rules: names every JavaScript object has; partial application of functions handed in.

const NAMES = ['a', 'b', 'c', 'items', 'price', 'qty', 'name', 'tags', 'id', 'x y', 'and', 'sum'];
const WORDS = [
  '',
  'a',
  'abc',
  'Hello World',
  'x,y,z',
  'häß',
  '12',
  '-3.5',
  '0x1F',
  '😀 ok',
  'aaa',
  '2020-02-29',
  'b',
  '  t  r ',
];
const NUMBERS = [0, 1, 2, 3, 5, 10, -1, -2, 1.5, 2.5, 0.1, 1e3, 1e21, 123456789.123, 99, 7];
const VARIABLES = ['x', 'y', 'n', 'v', 'i', 'k', 'fn'];
const REGEXES = [
  '/a/',
  '/[a-z]+/i',
  '/(a)(b)?/',
  '/\\d+/',
  '/\\s*,\\s*/',
  '/^h(.*?)o/i',
  '/b$/m',
  '/(?:x|y)/',
  '/[^a]/',
  '/a{1,2}/',
];
const PICTURES = ['#,##0.00', '0', '00.0#', '#0%', '0.0e0', '###', '(0);[0]', '#.##', '0,00', '1#', '#,##,##0'];
const INTEGER_PICTURES = ['1', '001', 'A', 'a', 'I', 'i', 'w', 'W', 'Ww', 'w;o', '1;o', '#,##0', 'Ww;o', '##,#0', 'z'];
const DATE_PICTURES = [
  '[Y0001]-[M01]-[D01]',
  '[D1o] [MNn] [Y]',
  '[H01]:[m01]:[s01].[f001]',
  '[FNn,*-3], [D01] [MNn,*-3] [Y0001] [h]:[m] [P]',
  '[W]-[X]',
  '[w] [xNn]',
  '[d] [F]',
  '[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01][Z]',
  '[M]/[D]/[Y,2-2]',
  '[YI] [Yw]',
  '[z] [Z0] [Z01:01t]',
  '[Q]',
];
const DATES = [
  '2020-02-29T12:34:56.789Z',
  '2019-12-31',
  '1970-01-01T00:00:00.000Z',
  '2021-01-03T23:59:59+02:00',
  'not a date',
];

const PIECES = [
  ...'.[]{}(),@#;:?+-*/%|=<>^&!~$"\'`\\ \n',
  ...[
    '..',
    ':=',
    '!=',
    '**',
    '~>',
    'and',
    'or',
    'in',
    'function',
    'λ',
    '$states',
    'input',
    '/*',
    '*/',
    '/a/i',
    '1e999',
  ],
  ...['"\\u12', '<s-n:n>', '$map(', 'function($x){', '😀', '\ud800', '__proto__', '0', '1.5', 'null'],
];

export class Generator {
  constructor(seed) {
    this.state = seed >>> 0 || 1;
  }

  random() {
    // mulberry32
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  int(n) {
    return Math.floor(this.random() * n);
  }

  pick(list) {
    return list[this.int(list.length)];
  }

  chance(p) {
    return this.random() < p;
  }

  pair() {
    this.size = 0;
    const input = this.chance(0.05) ? this.value(2) : this.chance(0.15) ? this.list(3) : this.record(4);
    const bindings = { x: this.value(2), n: this.pick(NUMBERS) };
    const text = this.expression(this.pick(['any', 'any', 'number', 'string', 'boolean', 'array', 'object']), 4);
    // Some are broken, for the errors of the parser.
    const broken = this.chance(0.1) ? this.mutated(text, 1 + this.int(2)) : text;
    return { text: broken.replaceAll('__proto__', 'id'), input, bindings };
  }

  /** Cut off, added to, shortened, or turned round. */
  mutated(original, changes) {
    let text = original;
    for (let i = 0; i < changes; i++) {
      const at = this.int(text.length + 1);
      const kind = this.int(4);
      if (kind === 0) text = text.slice(0, at);
      else if (kind === 1) text = text.slice(0, at) + this.pick(PIECES) + text.slice(at);
      else if (kind === 2) text = text.slice(0, at) + text.slice(at + 1 + this.int(5));
      else text = text.slice(at) + text.slice(0, at);
    }
    return text;
  }

  nonsense() {
    return Array.from({ length: this.int(20) }, () => this.pick(PIECES)).join(this.chance(0.5) ? '' : ' ');
  }

  // Inputs.

  value(depth) {
    const roll = this.int(depth > 0 ? 10 : 6);
    if (roll < 2) return this.pick(NUMBERS);
    if (roll < 4) return this.pick(WORDS);
    if (roll === 4) return this.chance(0.5);
    if (roll === 5) return this.chance(0.3) ? null : this.pick(NUMBERS);
    return roll < 8 ? this.record(depth - 1) : this.list(depth - 1);
  }

  record(depth) {
    const record = {};
    const count = this.int(5);
    for (let i = 0; i < count; i++) record[this.pick(NAMES)] = this.value(depth);
    if (depth > 1 && this.chance(0.7)) record.items = this.rows(depth - 1);
    return record;
  }

  rows(depth) {
    return Array.from({ length: this.int(4) }, () => {
      const row = { price: this.pick(NUMBERS), qty: this.int(5), name: this.pick(WORDS) };
      if (this.chance(0.4)) row.tags = this.chance(0.2) ? this.pick(WORDS) : [this.pick(WORDS), this.pick(WORDS)];
      if (this.chance(0.2)) row.items = depth > 0 ? this.rows(depth - 1) : [];
      if (this.chance(0.2)) delete row.price;
      return row;
    });
  }

  list(depth) {
    const count = this.int(4);
    if (this.chance(0.3)) return Array.from({ length: count }, () => this.pick(NUMBERS));
    if (this.chance(0.3)) return Array.from({ length: count }, () => this.pick(WORDS));
    return Array.from({ length: count }, () => this.value(depth - 1));
  }

  // Expressions.

  expression(type, depth) {
    const wanted = this.chance(0.08)
      ? this.pick(['number', 'string', 'boolean', 'array', 'object', 'any', 'function'])
      : type;
    if (++this.size > 60) return this.leaf(wanted);
    if (depth <= 0) return this.leaf(wanted);
    const general = this.chance(0.25) ? this.general(wanted, depth - 1) : undefined;
    if (general !== undefined) return general;
    switch (wanted) {
      case 'number':
        return this.number(depth - 1);
      case 'string':
        return this.string(depth - 1);
      case 'boolean':
        return this.boolean(depth - 1);
      case 'array':
        return this.array(depth - 1);
      case 'object':
        return this.object(depth - 1);
      case 'function':
        return this.lambda(depth - 1, 1 + this.int(2));
      default:
        return this.chance(0.5)
          ? this.path(depth - 1)
          : this.expression(this.pick(['number', 'string', 'boolean', 'array', 'object']), depth);
    }
  }

  leaf(type) {
    if (this.chance(0.25)) return this.chance(0.5) ? this.name() : `$${this.pick(VARIABLES)}`;
    switch (type) {
      case 'number':
        return this.numeral();
      case 'string':
        return this.quoted(this.pick(WORDS));
      case 'boolean':
        return this.pick(['true', 'false']);
      case 'array':
        return this.pick(['[]', '[1,2,3]', '["a","b"]', 'items', '[[1],[2,3]]', '[1..3]', 'tags']);
      case 'object':
        return this.pick(['{}', '{"a":1}', '$', '{"a":{"b":2}}', '{"b":[1,2]}']);
      case 'function':
        return this.pick(['$sum', '$string', 'function($v){$v}', '$uppercase', '$count']);
      default:
        return this.pick(['$', '$$', 'null', 'items.price', '*', this.name(), this.numeral()]);
    }
  }

  name() {
    const name = this.pick(NAMES);
    return /^[a-z]+$/.test(name) ? name : `\`${name}\``;
  }

  numeral() {
    return String(this.pick(NUMBERS));
  }

  quoted(text) {
    return this.chance(0.5) ? JSON.stringify(text) : `'${text}'`;
  }

  /** Forms that give whatever their parts give. */
  general(type, depth) {
    const e = kind => this.expression(kind, depth);
    switch (this.int(13)) {
      case 0:
        return `(${e('boolean')} ? ${e(type)}${this.chance(0.8) ? ` : ${e(type)}` : ''})`;
      case 1:
        return `($${this.pick(VARIABLES)} := ${e('any')}; ${e(type)})`;
      case 2:
        return `(${e(type)})`;
      case 3:
        return `${this.lambda(depth, 1, type)}(${e('any')})`;
      case 4:
        return `(${e('any')} ~> ${this.lambda(depth, 1, type)})`;
      case 5:
        return `$single(${e('array')}${this.chance(0.5) ? `, ${this.lambda(depth, 1, 'boolean')}` : ''})`;
      case 6:
        return `$reduce(${e('array')}, ${this.lambda(depth, 2, type)}${this.chance(0.5) ? `, ${e(type)}` : ''})`;
      case 7:
        return `$lookup(${e('object')}, ${this.quoted(this.pick(NAMES))})`;
      case 8:
        // Not `(…)[…]`: as the end of a function the reference filters the call instead of its result.
        return `($w := ${e('any')}; $w)[${this.chance(0.5) ? this.pick([0, 1, -1, 2]) : e('boolean')}]`;
      case 9:
        return `($f := function($n){ $n <= 0 ? ${e(type)} : $f($n - 1) }; $f(${this.int(4)}))`;
      case 10:
        return `(${this.wrongly(depth)})`;
      case 11:
        return `(${e('any')}).(${e(type)})`;
      default:
        return undefined;
    }
  }

  /** Things that are rarely right. */
  wrongly(depth) {
    const e = kind => this.expression(kind, depth);
    switch (this.int(8)) {
      case 0:
        return `${e('any')}(${e('any')})`;
      case 1:
        return `-${e('any')}`;
      case 2:
        return `${e('any')} ~> ${e('any')}`;
      case 3:
        return `$error(${e('string')})`;
      case 4:
        return `$assert(${e('boolean')}, "no")`;
      case 5:
        return `sum(${e('array')})`;
      case 6:
        return `function($v)<n:n>{$v}(${e('any')})`;
      default:
        return `{${e('string')}: 1, ${e('string')}: 2}`;
    }
  }

  lambda(depth, count, type = 'any') {
    const params = ['v', 'i', 'k'].slice(0, this.chance(0.9) ? count : 1 + this.int(3));
    return `function(${params.map(name => `$${name}`).join(', ')}){${this.expression(type, depth)}}`;
  }

  number(depth) {
    const e = kind => this.expression(kind, depth);
    switch (this.int(15)) {
      case 0:
      case 1:
        return `${e('number')} ${this.pick(['+', '-', '*', '/', '%'])} ${e('number')}`;
      case 2:
        return `$${this.pick(['sum', 'max', 'min', 'average'])}(${e('array')})`;
      case 3:
        return `$count(${e('array')})`;
      case 4:
        return `$${this.pick(['abs', 'floor', 'ceil', 'round', 'sqrt'])}(${e('number')})`;
      case 5:
        return `$round(${e('number')}, ${this.int(5) - 2})`;
      case 6:
        return `$power(${e('number')}, ${this.int(4) - 1})`;
      case 7:
        return `$number(${e(this.pick(['string', 'boolean', 'number']))})`;
      case 8:
        return `$length(${e('string')})`;
      case 9:
        return `-(${e('number')})`;
      case 10:
        return `$parseInteger(${this.quoted(this.pick(['12', '1,234', 'xii', 'twenty-one', 'b', '007', 'First']))}, ${this.quoted(this.pick(INTEGER_PICTURES))})`;
      case 11:
        return `$toMillis(${this.quoted(this.pick(DATES))})`;
      case 12:
        return `$toMillis(${this.quoted(this.pick(['2020-02-29', '12/31/1999', '23:59:01.5', 'March 1, 2021', '2018 January 5']))}, ${this.quoted(this.pick(['[Y0001]-[M01]-[D01]', '[M]/[D]/[Y]', '[MNn] [D], [Y]', '[Y] [MNn] [D]']))})`;
      case 13:
        return `$sum(${this.path(depth)})`;
      default:
        return this.numeral();
    }
  }

  string(depth) {
    const e = kind => this.expression(kind, depth);
    switch (this.int(20)) {
      case 0:
      case 1:
        return `${e('any')} & ${e('string')}`;
      case 2:
        return `$${this.pick(['uppercase', 'lowercase', 'trim'])}(${e('string')})`;
      case 3:
        return `$substring(${e('string')}, ${this.int(6) - 2}${this.chance(0.5) ? `, ${this.int(5) - 1}` : ''})`;
      case 4:
        return `$substring${this.pick(['Before', 'After'])}(${e('string')}, ${e('string')})`;
      case 5:
        return `$pad(${e('string')}, ${this.int(20) - 10}${this.chance(0.5) ? `, ${e('string')}` : ''})`;
      case 6:
        return `$join(${e('array')}${this.chance(0.6) ? `, ${e('string')}` : ''})`;
      case 7:
        return `$string(${e('any')}${this.chance(0.2) ? `, ${this.chance(0.5)}` : ''})`;
      case 8:
        return `$replace(${e('string')}, ${this.matcher(depth)}, ${this.quoted(this.pick(['X', '$1-$2', '$$', '$0$0', '']))}${this.chance(0.3) ? `, ${this.int(3)}` : ''})`;
      case 9:
        return `$replace(${e('string')}, ${this.pick(REGEXES)}, function($v){${this.expression('string', depth - 1)} & $v.match})`;
      case 10:
        return `$formatNumber(${e('number')}, ${this.quoted(this.pick(PICTURES.filter(p => !p.includes('e'))))})`;
      case 11:
        return `$formatInteger(${e('number')}, ${this.quoted(this.pick(INTEGER_PICTURES))})`;
      case 12:
        return `$formatBase(${e('number')}, ${2 + this.int(36)})`;
      case 13:
        return `$fromMillis(${this.pick([0, 1582979696789, 1609459200000, -1e10, 253402300799999, 1e12])}${this.chance(0.8) ? `, ${this.quoted(this.pick(DATE_PICTURES))}${this.chance(0.5) ? `, ${this.quoted(this.pick(['+0100', '-0530', '0000', '+1400']))}` : ''}` : ''})`;
      case 14:
        return `$type(${e('any')})`;
      case 15:
        return `$${this.pick(['base64encode', 'encodeUrlComponent', 'encodeUrl', 'decodeUrlComponent', 'decodeUrl'])}(${e('string')})`;
      case 16:
        if (this.chance(0.3))
          return `$base64decode(${this.quoted(this.pick(['YWJj', 'YQ==', 'aMOk', 'eCx5LHo', '']))})`;
        return `${this.pick(WORDS) ? this.path(depth) : e('string')} ~> $string`;
      case 17:
        return `$formatNumber(${this.pick([1, 12.3456, 1234.5678, 0.00123])}, ${this.quoted(this.pick(['0.0e0', '##0.00e00', '#.##e0', '00.000']))})`;
      case 18:
        return `$eval(${this.quoted(this.pick(['1+2', 'items.price', '$x', '"a" & 1', 'foo(', '[1,2', 'a.b.c', '1 + "x"']))})`;
      default:
        return this.quoted(this.pick(WORDS));
    }
  }

  matcher(depth) {
    return this.chance(0.6) ? this.pick(REGEXES) : this.expression('string', depth);
  }

  boolean(depth) {
    const e = kind => this.expression(kind, depth);
    switch (this.int(11)) {
      case 0:
      case 1:
        return `${e('number')} ${this.pick(['<', '<=', '>', '>='])} ${e('number')}`;
      case 2:
        return `${e('any')} ${this.pick(['=', '!='])} ${e('any')}`;
      case 3:
        return `${e('boolean')} ${this.pick(['and', 'or'])} ${e('boolean')}`;
      case 4:
        return `${e('any')} in ${e('array')}`;
      case 5:
        return `$not(${e('any')})`;
      case 6:
        return `$exists(${e('any')})`;
      case 7:
        return `$boolean(${e('any')})`;
      case 8:
        return `$contains(${e('string')}, ${this.matcher(depth)})`;
      case 9:
        return `${e('string')} ${this.pick(['<', '>', '='])} ${e('string')}`;
      default:
        return this.pick(['true', 'false']);
    }
  }

  array(depth) {
    const e = kind => this.expression(kind, depth);
    switch (this.int(22)) {
      case 0:
      case 1:
        return `[${Array.from({ length: this.int(4) }, () => e('any')).join(', ')}]`;
      case 2:
        return `[${this.pick([e('number'), this.int(3), -2])}..${this.pick([e('number'), this.int(6)])}]`;
      case 3:
        return `$map(${e('array')}, ${this.chance(0.8) ? this.lambda(depth, 1 + this.int(3)) : this.pick(['$string', '$uppercase', '$sum', '$count', '$abs', '$type', '$not'])})`;
      case 4:
        return `$filter(${e('array')}, ${this.lambda(depth, 1 + this.int(2), 'boolean')})`;
      case 5:
        return `$sort(${e('array')}${this.chance(0.5) ? `, function($v, $i){${this.pick(['$v > $i', '$v.price > $i.price', '$string($v) < $string($i)'])}}` : ''})`;
      case 6:
        return `$reverse(${e('array')})`;
      case 7:
        return `$distinct(${e('array')})`;
      case 8:
        return `$append(${e('array')}, ${e('any')})`;
      case 9:
        return `$zip(${e('array')}, ${e('array')})`;
      case 10:
        return `$keys(${e('object')})`;
      case 11:
        return `$spread(${e('object')})`;
      case 12:
        return `$each(${e('object')}, ${this.lambda(depth, 2)})`;
      case 13:
        return `$split(${e('string')}, ${this.matcher(depth)}${this.chance(0.3) ? `, ${this.int(3)}` : ''})`;
      case 14:
        return `$match(${e('string')}, ${this.pick(REGEXES)}${this.chance(0.3) ? `, ${this.int(3)}` : ''})`;
      case 15:
        return `${this.path(depth)}^(${this.sortTerms(depth)})`;
      case 16:
        return `${this.path(depth)}[]`;
      case 17:
        return `(${e('array')})^(${this.sortTerms(depth)})`;
      default:
        return this.path(depth);
    }
  }

  sortTerms(depth) {
    const term = () =>
      `${this.pick(['', '', '<', '>'])}${this.pick(['price', 'qty', 'name', '$', this.expression('number', Math.min(depth, 1))])}`;
    return this.chance(0.7) ? term() : `${term()}, ${term()}`;
  }

  object(depth) {
    const e = kind => this.expression(kind, depth);
    switch (this.int(9)) {
      case 0:
      case 1:
        return `{${Array.from({ length: this.int(4) }, (_, i) => `"${this.pick(['k', 'a', 'b', 'total', '1', '0'])}${i}": ${e('any')}`).join(', ')}}`;
      case 2:
        return `${this.path(depth)}{${this.pick(['name', '$string(qty)', 'price', '"k"', '$string($)'])}: ${e('any')}}`;
      case 3:
        return `$merge(${e('array')})`;
      case 4:
        return `$sift(${e('object')}, ${this.lambda(depth, 1 + this.int(2), 'boolean')})`;
      case 5:
        return `(${e('object')} ~> |${this.pick(['$', 'items', '**', '*', 'a', this.path(Math.min(depth, 1))])}|${this.pick(['{"new": 1}', '{"price": price * 2}', '{"t": tags, "n": $x}', this.pick(['a', 'name'])])}${this.chance(0.4) ? `, ${this.pick(['"price"', '["name","qty"]', e('string')])}` : ''}|)`;
      case 6:
        return `{${e('string')}: ${e('any')}}`;
      case 7:
        return `$clone(${e('object')})`;
      default:
        return this.pick(['$', '$$', 'a', 'items[0]', '{}']);
    }
  }

  path(depth) {
    const steps = [];
    const count = 1 + this.int(4);
    for (let i = 0; i < count; i++) steps.push(this.step(depth, i));
    return steps.join('.');
  }

  step(depth, i) {
    const roll = this.random();
    let step;
    if (roll < 0.55) step = this.pick(['items', 'items', 'price', 'qty', 'name', 'tags', this.name()]);
    else if (roll < 0.62) step = i === 0 ? this.pick(['$', '$$', '$x', '$v']) : '$';
    else if (roll < 0.68) step = this.pick(['*', '**']);
    else if (roll < 0.74) step = `(${this.expression('any', Math.min(depth - 1, 2))})`;
    else if (roll < 0.79) step = `[${this.expression('any', Math.min(depth - 1, 2))}]`;
    else if (roll < 0.84) step = `{"p": ${this.expression('any', Math.min(depth - 1, 2))}}`;
    else if (roll < 0.89)
      step = this.pick(['$string()', '$sum(price)', '$keys()', '$count(tags)', '$uppercase(name)', '$length()']);
    else if (roll < 0.92) step = i > 0 ? '%' : 'items';
    else step = 'items';
    if (this.chance(0.06)) step += '[]';
    if (this.chance(0.06)) step += `@$${this.pick(['v', 'i'])}`;
    if (this.chance(0.06)) step += `#$${this.pick(['i', 'k'])}`;
    if (this.chance(0.25)) step += `[${this.predicate(depth)}]`;
    if (this.chance(0.04)) step += `[${this.predicate(depth)}]`;
    if (this.chance(0.05)) step += '[]';
    if (this.chance(0.04)) step += `^(${this.sortTerms(0)})`;
    return step;
  }

  predicate(depth) {
    switch (this.int(8)) {
      case 0:
        return String(this.int(4) - 1);
      case 1:
        return this.pick([
          'price > 2',
          'qty = 1',
          'name = "a"',
          '$ > 1',
          'price',
          '$i = 0',
          '%.price > 1',
          '$v.qty = qty',
        ]);
      case 2:
        return '[0,2]';
      case 3:
        return `price ${this.pick(['<', '>', '='])} ${this.numeral()}`;
      case 4:
        return this.name();
      default:
        return this.expression(this.pick(['boolean', 'boolean', 'number', 'any']), Math.min(depth - 1, 2));
    }
  }
}
