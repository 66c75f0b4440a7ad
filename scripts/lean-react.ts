import type { Plugin } from 'vite';

/**
 * Functions of React's DOM client that nothing in this app can reach, by the feature they belong to. Each feature begins with
 * something that the sources do not contain (scripts/lean-react.test.ts looks): `hydrateRoot`, `<ViewTransition>`, `<SuspenseList>`,
 * `<Activity>`, `useActionState` and its kin, an `action` of a form, elements that belong into the head, `ref` on a fragment.
 */
export const leftOut: Readonly<Record<string, readonly string[]>> = {
  'hydration of server-rendered pages': [
    'ReactDOMHydrationRoot',
    'attemptContinuousHydration',
    'attemptExplicitHydrationTarget',
    'attemptHydrationAtCurrentPriority',
    'canHydrateHydrationBoundary',
    'canHydrateInstance',
    'canHydrateTextInstance',
    'clearHydrationBoundary',
    'getBumpedLaneForHydration',
    'getHydratableHoistableCache',
    'hideOrUnhideDehydratedBoundary',
    'mountHostRootWithoutHydrating',
    'prepareToHydrateHostInstance',
    'queueHydrationError',
    'retryActivityComponentWithoutHydrating',
    'retryDehydratedSuspenseBoundary',
    'retrySuspenseComponentWithoutHydrating',
    'throwOnHydrationMismatch',
    'updateDehydratedSuspenseComponent',
  ],
  'forms whose action is a function, and state that goes with them': [
    'dispatchActionState',
    'dispatchOptimisticSetState',
    'mountActionState',
    'rerenderActionState',
    'runActionStateAction',
    'startHostTransition',
    'updateActionState',
    'updateActionStateImpl',
    'updateOptimisticImpl',
  ],
  'lists of things to wait for, and hidden activities': [
    'initSuspenseListRenderState',
    'mountActivityChildren',
    'updateActivityComponent',
    'updateSuspenseListComponent',
  ],
  'view transitions': [
    'ViewTransitionPseudoElement',
    'applyViewTransitionName',
    'applyViewTransitionToHostInstances',
    'applyViewTransitionToHostInstancesRecursive',
    'createViewTransitionInstance',
    'measureViewTransitionHostInstancesRecursive',
    'reportViewTransitionError',
    'restoreViewTransitionName',
    'restoreViewTransitionOnHostInstances',
    'scheduleViewTransitionEvent',
    'startViewTransition',
  ],
  'styles, scripts and metadata that components put into the head': [
    'acquireResource',
    'adoptPreloadPropsForScript',
    'adoptPreloadPropsForStylesheet',
    'createHoistableInstance',
    'getResource',
    'insertStylesheetIntoRoot',
    'insertSuspendedStylesheets',
    'mountHoistable',
    'preconnectAs',
    'preinitModuleScript',
    'preinitScript',
    'preinitStyle',
    'preload',
    'preloadModule',
    'preloadResource',
    'preloadResourceAndSuspendIfNeeded',
    'preloadStylesheet',
    'suspendResource',
  ],
};

/** Walks over what has just been drawn, in search of something of those features: here they find nothing. */
export const findNothing: readonly string[] = [
  'commitActivityHydrationCallbacks',
  'commitAppearingPairViewTransitions',
  'commitDeletedPairViewTransitions',
  'commitEnterViewTransitions',
  'commitExitViewTransitions',
  'commitNestedViewTransitions',
  'commitSuspenseHydrationCallbacks',
  'measureNestedViewTransitions',
  'restoreEnterOrExitViewTransitions',
  'restoreNestedViewTransitions',
  'restorePairedViewTransitions',
];

/** In the sources, any of these would need what is left out. */
export const needsWhatIsLeftOut =
  /\bhydrateRoot\b|ViewTransition|SuspenseList|<Activity\b|\buse(?:ActionState|Optimistic|FormStatus)\b|requestFormReset|<form\b[^>]*\saction=|<(?:link|style|title|meta|script)[\s>]|<Fragment\s[^>]*\bref=/;

/** React's production file that waits for nothing by the clock, without the bodies of those functions, which throw instead (or find nothing). Throws when one of them is not there. */
export function leanReact(code: string): string {
  let lean = code;
  const cut = (what: string, pattern: RegExp, replacement: string): void => {
    if (!pattern.test(lean)) throw new Error(`React has changed: ${what} is not in its DOM client; see scripts/lean-react.ts`);
    lean = lean.replace(pattern, replacement);
  };
  cut('hydrateRoot', /^exports\.hydrateRoot = function [^]*?^\};/m, '');
  cut('fragment refs', /^FragmentInstance\.prototype\.\w+ = function [^]*?^\};/m, '');
  lean = lean.replaceAll(/^FragmentInstance\.prototype\.\w+ = function [^]*?^\};/gm, '');
  const empty = (name: string, body: string): void =>
    cut(name, new RegExp(`^function ${name}\\([^)]*\\) \\{[^]*?^\\}`, 'm'), `function ${name}() {${body}}`);
  for (const name of Object.values(leftOut).flat()) empty(name, ' leftOut(); ');
  for (const name of findNothing) empty(name, '');
  // What was waited for is drawn when it is there, not 300 ms after the last thing that said so: skeletons here are invisible for that long.
  cut('the wait after a fallback', /\bglobalMostRecentFallbackTime \+ 300 - now\(\)/, '0');
  // Whether React is hydrating is a variable of its module (and, once, a parameter of that name): here it never is.
  cut('isHydrating', /\n {2}isHydrating = !1,\n/, '\n');
  cut('the parameter isHydrating', /\n {2}isHydrating\n\) \{/, '\n  hydrating\n) {');
  lean = lean.replaceAll(/\bisHydrating = ![01]/g, 'void 0').replaceAll(/\bisHydrating\b(?!\$)/g, '!1');
  return `${lean}\nfunction leftOut() { throw Error("left out of this build: scripts/lean-react.ts"); }\n`;
}

/** Takes out of the build what React brings for features that the app does not use: a tenth of the first script. */
export function leanReactPlugin(): Plugin {
  return {
    name: 'pollen-lean-react',
    apply: 'build',
    transform: {
      filter: { id: /react-dom-client\.production\.js$/ },
      handler: (code) => ({ code: leanReact(code), map: null }),
    },
  };
}
