import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Frame } from './frame.js';
import { readQueueSearch } from './queue/queue-search.js';
import { readDeskSearch } from './ui/desk/desk-search.js';
import { NotFound, PageFailed, SignedIn } from './ui/screen/page-states.js';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });

/** Home: the queue; its filters and the chosen case stand in the address. */
const queueRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readQueueSearch,
  component: lazyRouteComponent(() => import('./queue/queue-page.js'), 'QueuePage'),
});

const caseRoute = createRoute({
  getParentRoute: () => root,
  path: '/cases/$caseId',
  component: lazyRouteComponent(() => import('./case/case-page.js'), 'CasePage'),
});

const complaintsRoute = createRoute({
  getParentRoute: () => root,
  path: '/complaints',
  validateSearch: readDeskSearch,
  component: lazyRouteComponent(() => import('./complaints/complaints-page.js'), 'ComplaintsPage'),
});

/** Desks: a table in several views, with the chosen row beside it. */
const unfreezeRoute = createRoute({
  getParentRoute: () => root,
  path: '/unfreeze',
  validateSearch: readDeskSearch,
  component: lazyRouteComponent(() => import('./unfreeze/unfreeze-page.js'), 'UnfreezePage'),
});

const supervisorRoute = createRoute({
  getParentRoute: () => root,
  path: '/supervisor',
  validateSearch: readDeskSearch,
  component: lazyRouteComponent(() => import('./supervisor/supervisor-page.js'), 'SupervisorPage'),
});

const lostOrdersRoute = createRoute({
  getParentRoute: () => root,
  path: '/lost-orders',
  validateSearch: readDeskSearch,
  component: lazyRouteComponent(() => import('./supervisor/lost-orders-page.js'), 'LostOrdersPage'),
});

/** The month of the report stands in the address. */
const monthlyRoute = createRoute({
  getParentRoute: () => root,
  path: '/report',
  validateSearch: ({ month }): { month?: string } => (typeof month === 'string' ? { month } : {}),
  component: lazyRouteComponent(() => import('./monthly/monthly-page.js'), 'MonthlyPage'),
});

const modelsRoute = createRoute({
  getParentRoute: () => root,
  path: '/analysis',
  component: lazyRouteComponent(() => import('./models/models-page.js'), 'ModelsPage'),
});

const auditorRoute = createRoute({
  getParentRoute: () => root,
  path: '/auditor',
  validateSearch: readDeskSearch,
  component: lazyRouteComponent(() => import('./auditor/auditor-page.js'), 'AuditorPage'),
});

const amloRoute = createRoute({
  getParentRoute: () => root,
  path: '/amlo',
  validateSearch: readDeskSearch,
  component: lazyRouteComponent(() => import('./amlo/amlo-page.js'), 'AmloPage'),
});

const institutionRoute = createRoute({
  getParentRoute: () => root,
  path: '/institution',
  validateSearch: readDeskSearch,
  component: lazyRouteComponent(() => import('./institution/institution-page.js'), 'InstitutionPage'),
});

const intakeRoute = createRoute({
  getParentRoute: () => root,
  path: '/intake',
  validateSearch: ({ draft }): { draft?: string } => (typeof draft === 'string' ? { draft } : {}),
  component: lazyRouteComponent(() => import('./intake/intake-page.js'), 'IntakePage'),
});

const sessionsRoute = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  component: lazyRouteComponent(() => import('./sessions/sessions-page.js'), 'SessionsPage'),
});

const signedInRoute = createRoute({ getParentRoute: () => root, path: '/signed-in', component: SignedIn });

/** The pages of the staff by their addresses; each is loaded when it is opened. Those of everybody are an entry of their own (open/main.tsx). */
export const router = createRouter({
  routeTree: root.addChildren([
    queueRoute,
    caseRoute,
    intakeRoute,
    complaintsRoute,
    unfreezeRoute,
    supervisorRoute,
    lostOrdersRoute,
    monthlyRoute,
    modelsRoute,
    auditorRoute,
    amloRoute,
    institutionRoute,
    sessionsRoute,
    signedInRoute,
  ]),
  scrollRestoration: false,
  defaultErrorComponent: PageFailed,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
