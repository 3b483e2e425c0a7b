// What is advertised is shown: every capability has a transcript in which a client uses it. And the room needs no Node.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { CAPABILITIES } from '../../debugger/capabilities.ts';
import type { DebugProtocol } from '../../debugger/dap.ts';
import { importsOf, sourceFiles } from '../support/sources.ts';

/** The transcript, and what a client says in it. */
const SHOWN: Readonly<Record<keyof DebugProtocol.Capabilities, readonly [file: string, said: string | RegExp]>> = {
  supportsConfigurationDoneRequest: ['steps', '> configurationDone'],
  supportsFunctionBreakpoints: ['function-breakpoints', '> setFunctionBreakpoints'],
  supportsConditionalBreakpoints: ['conditions', 'breakpoint at'],
  supportsHitConditionalBreakpoints: ['hit-counts', '"hitCondition":"2"'],
  supportsLogPoints: ['log-points', '"logMessage":'],
  supportsBreakpointLocationsRequest: ['breakpoints-columns', '> breakpointLocations'],
  breakpointModes: ['breakpoint-modes', '"mode":"retry"'],
  supportsDataBreakpoints: ['data-breakpoints', '> setDataBreakpoints'],
  exceptionBreakpointFilters: ['exceptions', '> setExceptionBreakpoints'],
  supportsExceptionFilterOptions: ['exceptions', '"filterOptions":'],
  supportsExceptionInfoRequest: ['exceptions', '> exceptionInfo'],
  supportsStepBack: ['reverse', /> reverseContinue[\s\S]*replaying/],
  supportsSteppingGranularity: ['steps', '"granularity":"line"'],
  supportsStepInTargetsRequest: ['step-targets', '> stepInTargets'],
  supportsGotoTargetsRequest: ['goto', /> gotoTargets[\s\S]*> goto /],
  supportsRestartFrame: ['restart-frame', '> restartFrame'],
  supportsRestartRequest: ['restart', '> restart '],
  supportsTerminateRequest: ['terminate', '> terminate'],
  supportsTerminateThreadsRequest: ['terminate-threads', '> terminateThreads'],
  supportTerminateDebuggee: ['disconnect', '"terminateDebuggee":true'],
  supportsEvaluateForHovers: ['evaluate', '"context":"hover"'],
  supportsClipboardContext: ['evaluate', '"context":"clipboard"'],
  supportsSetVariable: ['set-values', '> setVariable'],
  supportsSetExpression: ['set-values', '> setExpression'],
  supportsCompletionsRequest: ['completions', '$states.'],
  completionTriggerCharacters: ['completions', ':goto '],
  supportsValueFormattingOptions: ['evaluate', '"hex":true'],
  supportsANSIStyling: ['styled', '\u001b[31m'],
  supportsDelayedStackTraceLoading: ['stack-parts', '"levels":1'],
  supportsLoadedSourcesRequest: ['sources', '> loadedSources'],
  supportsCancelRequest: ['out-of-order', '> cancel'],
} as Record<keyof DebugProtocol.Capabilities, [string, string | RegExp]>;

describe('capabilities', () => {
  for (const capability of Object.keys(CAPABILITIES) as (keyof DebugProtocol.Capabilities)[]) {
    it(`${capability} has a transcript`, () => {
      const shown = SHOWN[capability];
      assert.ok(shown, 'Say which transcript shows it.');
      const [file, said] = shown;
      const transcript = fs.readFileSync(`test/golden/debugger/${file}.txt`, 'utf8');
      assert.ok(typeof said === 'string' ? transcript.includes(said) : said.test(transcript), `${file} has no ${said}`);
    });
  }

  it('no transcript is named for what is not advertised', () => {
    assert.deepEqual(
      Object.keys(SHOWN).filter(name => !Object.hasOwn(CAPABILITIES, name)),
      [],
    );
  });

  it('only the files that start a process know Node', () => {
    const atTheEdge = ['debugger/main.ts', 'debugger/stdio.ts', 'debugger/nodeEnvironment.ts'];
    const files = sourceFiles(['debugger']).filter(file => !atTheEdge.includes(file));
    const knowing = files.filter(file => {
      const globals = /\b(process|Buffer|setImmediate|require|__dirname)\b[.(]/.test(fs.readFileSync(file, 'utf8'));
      return globals || importsOf(file).some(name => name.startsWith('node:'));
    });
    assert.deepEqual(knowing, []);
  });
});
