// Something that could be inserted at a place, with what a person is told about it.
import type { Span } from '../text/tree.ts';

export type CandidateKind =
  | 'field'
  | 'state'
  | 'type'
  | 'value'
  | 'error'
  | 'resource'
  | 'variable'
  | 'function'
  | 'member'
  | 'placeholder'
  | 'snippet';

export interface Candidate {
  readonly label: string;
  readonly kind: CandidateKind;
  readonly detail?: string | undefined;
  readonly doc?: string | undefined;
  readonly span: Span;
  /** With places to go on at, as in snippets. */
  readonly snippet: string;
  /** What is compared with the text in `span`. */
  readonly filter: string;
  /** Insert a comma here too. */
  readonly commaAt?: number | undefined;
  /** Something can be chosen at the first place to go on at. */
  readonly asksAgain?: boolean | undefined;
}

export interface Completion {
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** There are more; ask again when more has been typed. */
  readonly isIncomplete: boolean;
}

export const NOTHING: Completion = { candidates: [], isIncomplete: false };
