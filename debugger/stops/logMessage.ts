// Log messages: text with expressions in braces, `paid {$.amount} for {$states.input.id}`. Two braces are one.
import { evaluateAt, printValue, type Run, type Strand } from '../../interpreter/index.ts';

type Part = { readonly text: string } | { readonly expression: string };

export function readLogMessage(message: string): readonly Part[] {
  const parts: Part[] = [];
  let text = '';
  for (let i = 0; i < message.length; i++) {
    const character = message[i] ?? '';
    if ((character === '{' || character === '}') && message[i + 1] === character) {
      text += character;
      i++;
    } else if (character === '{') {
      const end = endOf(message, i);
      if (text !== '') parts.push({ text });
      text = '';
      parts.push({ expression: message.slice(i + 1, end) });
      i = end;
    } else text += character;
  }
  if (text !== '') parts.push({ text });
  return parts;
}

export function writeLogMessage(parts: readonly Part[], run: Run, strand: Strand): string {
  return parts
    .map(part => {
      if ('text' in part) return part.text;
      const { value, problem } = evaluateAt(part.expression, run, strand);
      if (problem !== undefined) return `{${problem}}`;
      return typeof value === 'string' ? value : printValue(value);
    })
    .join('');
}

// The brace that closes the one at `start`: expressions may have braces and texts of their own.
function endOf(message: string, start: number): number {
  let depth = 0;
  let quote = '';
  for (let i = start; i < message.length; i++) {
    const character = message[i] ?? '';
    if (quote !== '') {
      if (character === '\\') i++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return i;
  }
  return message.length;
}
