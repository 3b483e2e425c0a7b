// The names of the members of an object, in their order, as far as the field table knows them. Objects of a definition have
// the same few lists of names again and again: what the rules about names make of a list is kept with it, and the row of
// each name is found without looking it up.
import type { Part } from '../machine/parts.ts';
import { COMPARISONS, type Comparison } from '../spec/comparisons.ts';
import { type Field, fieldsOf, type Owner } from '../spec/fields.ts';

export class NameList {
  /** The row of the last name in the field table. */
  readonly field: Field | undefined;
  /** What the last name compares with, in a choice rule. */
  readonly comparison: Comparison | undefined;
  /** The rules about names have been asked and found nothing. */
  isSound = false;
  private readonly owner: Owner;
  private readonly name: string;
  private followed: NameList | undefined;
  private others: Map<string, NameList> | undefined;

  constructor(owner: Owner, name: string, field: Field | undefined, comparison: Comparison | undefined) {
    this.owner = owner;
    this.name = name;
    this.field = field;
    this.comparison = comparison;
  }

  /** The list with one name more; undefined where nobody knows the name, or too many lists are known already. */
  with(name: string): NameList | undefined {
    const { followed } = this;
    return followed !== undefined && followed.name === name ? followed : this.find(name);
  }

  private find(name: string): NameList | undefined {
    const known = this.others?.get(name);
    if (known) return known;
    const field = fieldsOf(this.owner).get(name);
    const comparison = this.owner === 'ChoiceRule' ? COMPARISONS.get(name) : undefined;
    if ((!field && !comparison) || left === 0) return undefined;
    left--;
    const made = new NameList(this.owner, name, field, comparison);
    this.followed ??= made;
    this.others ??= new Map();
    this.others.set(name, made);
    return made;
  }
}

/** Lists that may still be made: hostile texts have as many as they like. */
let left = 5000;

type Beginnings = Partial<Record<Owner, NameList>>;

// What the rules about names look at besides the names.
const OF_JSONPATH: Beginnings = {};
const OF_JSONATA: Beginnings = {};
const OF_NESTED: Beginnings = {};

/** The empty list for objects of this kind. */
export function namesOf({ owner, queryLanguage, nested }: Part): NameList {
  const beginnings = nested ? OF_NESTED : queryLanguage === 'JSONata' ? OF_JSONATA : OF_JSONPATH;
  beginnings[owner] ??= new NameList(owner, '', undefined, undefined);
  return beginnings[owner];
}
