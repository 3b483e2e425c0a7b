// ValidateStateMachineDefinition: the diagnostics of a definition. Nothing is created.
import { checkDefinition } from '../definition.ts';
import { integer, required, word } from '../members.ts';
import { operation } from '../operation.ts';
import { DEFINITION } from '../shapes.ts';

const MOST = 100;

export const validateStateMachineDefinition = operation(
  {
    definition: required(DEFINITION),
    type: word('STANDARD', 'EXPRESS'),
    severity: word('ERROR', 'WARNING'),
    maxResults: integer(0, MOST),
  },
  ({ definition, type = 'STANDARD', severity: least = 'ERROR', maxResults }) => {
    const { diagnostics } = checkDefinition(definition, type);
    const asked = diagnostics.filter(({ severity }) => severity === 'ERROR' || least === 'WARNING');
    const shown = asked.slice(0, maxResults || MOST);
    return {
      result: diagnostics.some(({ severity }) => severity === 'ERROR') ? 'FAIL' : 'OK',
      diagnostics: shown,
      truncated: shown.length < asked.length,
    };
  },
);
