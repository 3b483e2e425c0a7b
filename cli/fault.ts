// A fault of ours, told to whoever uses the program: one sentence, and what helps to report it.
import process from 'node:process';

/** With this in the environment the places in our own code are told too. */
const STACK = 'STEPTHROUGH_STACK';

/** `where` is what was being done. */
export function describeFault(where: string, fault: unknown): string {
  const message = fault instanceof Error ? fault.message : String(fault);
  if (process.env[STACK] && fault instanceof Error && fault.stack !== undefined) {
    return `${where}: this is a fault of Stepthrough. Please report it with these lines.\n${fault.stack}`;
  }
  return `${where}: this is a fault of Stepthrough: ${message} (Please report it, with what is said when ${STACK}=1 is in the environment.)`;
}
