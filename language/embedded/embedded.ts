// What a host file (a template, a Terraform file…) says about one state machine: the definition itself or the file it is
// in, and the names the host fills in.
import type { Definition } from '../definition.ts';
import type { WorkflowType } from '../machine/machine.ts';
import type { Problem } from '../problems.ts';
import type { Span } from '../text/tree.ts';
import type { OffsetMap } from './offsetMap.ts';

export interface Embedded extends OffsetMap {
  readonly host: 'CloudFormation' | 'Serverless Framework' | 'Terraform';
  /** The logical id, or the name of the block. */
  readonly name: string;
  /** Where the name stands in the host. */
  readonly nameSpan: Span;
  /** JSON pointer in the host to the definition, or to what names its file. Empty in hosts that have no pointers. */
  readonly pointer: string;
  /** In the host: all that the definition, or the name of its file, was read from. */
  readonly range: Span;
  readonly workflowType?: WorkflowType;
  /** Offsets in it are those of its own text; `toHost` and `fromHost` convert. Absent when it is in another file. */
  readonly definition?: Definition;
  /** The file the definition is in. */
  readonly link?: Link;
  /** The names the host fills in. Absent where nothing can be said about them. */
  readonly binding?: Binding;
  /** Of the definition and of its substitutions, at places in the host; pointers are in the definition. */
  readonly problems: readonly Problem[];
}

export interface Link {
  /** As it is written: relative to the folder of the host. */
  readonly path: string;
  /** Where it is written. */
  readonly span: Span;
  /** The host fills the file in as a template of Terraform, whatever its name. */
  readonly isTemplate?: true;
  /** It may be another file, or no definition: one that is missing or has no `StartAt` means nothing. */
  readonly isGuess?: true;
}

/** What fills in the `${names}` of a definition. */
export interface Binding {
  readonly kind: 'DefinitionSubstitutions' | 'templatefile';
  /** The state machine it belongs to, for messages. */
  readonly owner: string;
  /** With the place of each in the host. Undefined when the host has no such map at all. */
  readonly names: ReadonlyMap<string, Span> | undefined;
}

/** A name in `${}`, and where it stands. */
export interface Use {
  readonly name: string;
  readonly span: Span;
  readonly pointer: string;
  /** Written as text that is to stay: `${!Name}`. */
  readonly isLiteral?: true;
}
