// The doorstep: offsets become the client's lines and columns here and nowhere else in this room.
import type { LineIndex, Span } from '../language/index.ts';
import type { DebugProtocol } from './dap.ts';

export interface ClientPositions {
  readonly linesStartAt1: boolean;
  readonly columnsStartAt1: boolean;
}

export function toClientLine(line0: number, { linesStartAt1 }: ClientPositions): number {
  return linesStartAt1 ? line0 + 1 : line0;
}

export function toLine0(line: number, { linesStartAt1 }: ClientPositions): number {
  return linesStartAt1 ? line - 1 : line;
}

export function toCharacter0(column: number, { columnsStartAt1 }: ClientPositions): number {
  return columnsStartAt1 ? column - 1 : column;
}

export function toClientRange(span: Span, lines: LineIndex, client: ClientPositions) {
  const from = lines.position(span.start);
  const to = lines.position(span.end);
  const column = (character0: number) => (client.columnsStartAt1 ? character0 + 1 : character0);
  return {
    line: toClientLine(from.line0, client),
    column: column(from.character0),
    endLine: toClientLine(to.line0, client),
    endColumn: column(to.character0),
  };
}

export function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}

export function toSource(file: string): DebugProtocol.Source {
  return { name: baseName(file), path: file };
}
