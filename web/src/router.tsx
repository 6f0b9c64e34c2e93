import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Frame } from './frame.js';
import { readQueueSearch } from './queue/queue-search.js';
import { QueuePage } from './queue/queue-page.js';
import { NotFound, PageFailed, SignedIn } from './ui/page-states.js';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });

/** Home: the queue; its filters and the chosen case stand in the address. */
const queueRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readQueueSearch,
  component: QueuePage,
});

const caseRoute = createRoute({
  getParentRoute: () => root,
  path: '/cases/$caseId',
  component: lazyRouteComponent(() => import('./case/case-page.js'), 'CasePage'),
});

const signedInRoute = createRoute({ getParentRoute: () => root, path: '/signed-in', component: SignedIn });

/** The pages by their addresses; what is not home is loaded when it is opened. */
export const router = createRouter({
  routeTree: root.addChildren([queueRoute, caseRoute, signedInRoute]),
  scrollRestoration: false,
  defaultErrorComponent: PageFailed,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
