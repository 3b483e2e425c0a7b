// Every sentence about a path, as a function.
import { nearest } from '../nearest.ts';
import { FUNCTIONS } from './path.ts';

const meant = (name: string, candidates: readonly string[]): string => {
  const candidate = nearest(name, candidates);
  return candidate === undefined ? '' : ` Did you mean "${candidate}"?`;
};

export const messages = {
  noDollar: (text: string) => `A path begins with "$": "${text}" does not.`,
  nameMissing: () => 'A name is missing after the dot.',
  bracketEmpty: () => 'An index, a name in quotes or a filter is missing in the brackets.',
  bracketOpen: () => 'This "[" is never closed.',
  parenthesisOpen: () => 'This "(" is never closed.',
  quoteOpen: () => 'This text is not closed: a quote is missing.',
  blankInName: (name: string) => `A name with blanks stands in brackets: ['${name}'].`,
  dotMissing: (text: string) => `"${text}" cannot follow here: a dot or a bracket is missing.`,
  notInBrackets: (text: string) => `"${text}" is no index, name in quotes, slice or filter.`,
  sliceStep: () => 'A slice has no third part here: write [from:to].',
  scriptRefused: () => 'Scripts in brackets are not evaluated by Step Functions.',
  functionUnknown: (name: string) => `There is no path function "${name}".${meant(name, FUNCTIONS)}`,
  functionNotLast: (name: string) => `${name}() can only stand at the end of a path.`,
  bareWord: (word: string) =>
    `A text stands in quotes, "${word}" does not; what belongs to the item begins with @, as in @.${word}.`,
  operandMissing: () => 'A value or a path such as @.name is missing here.',
  operatorUnknown: (text: string) => `"${text}" is no operator of filters.`,
  filterRest: (text: string) => `"${text}" cannot follow here.`,
  badRegex: (reason: string) => `This regular expression cannot be used: ${reason}`,
  tooDeep: () => 'This filter is nested too deeply.',
} as const;
