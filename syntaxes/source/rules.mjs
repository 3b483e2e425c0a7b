// Small builders for TextMate rules, so that a grammar reads as a list of what it colours.

/** Captures by number: a scope, or the rules to colour the captured text with. */
export function captures(entries) {
  return Object.fromEntries(
    Object.entries(entries).map(([number, value]) => [
      number,
      typeof value === 'string' ? { name: value } : Array.isArray(value) ? { patterns: value } : value,
    ]),
  );
}

export function match(pattern, name, groups = {}) {
  return { ...(name && { name }), match: pattern, ...(Object.keys(groups).length && { captures: captures(groups) }) };
}

export function include(name) {
  return { include: name };
}

/** Alternatives, longest first, so that `Next` does not hide `NextToken`. */
export function oneOf(names) {
  return [...new Set(names)].sort((a, b) => b.length - a.length || a.localeCompare(b)).join('|');
}
