import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { ApiModule, type ApiDependencies } from './api.module.js';
import { neverStore, securityHeaders } from './http/security-headers.js';
import { dropUnreadBody } from './http/unread-body.js';
import { NestLogger } from './observe/nest-logger.js';
import { serveConsole } from './http/console.js';
import { requestLog } from './observe/request-log.js';
import { createDocument } from './openapi/create-document.js';

/**
 * Creates the API as an application that does not listen yet. Connects to neither the database nor
 * Temporal. Throws when a route declares no access.
 */
export async function createApp(dependencies: ApiDependencies): Promise<NestExpressApplication> {
  const { settings, logger, metrics, around = [] } = dependencies;
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.over(dependencies), {
    bodyParser: false,
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', [...settings.trustedProxies]);
  for (const handler of around) app.use(handler);
  app.use(requestLog(logger, metrics));
  app.use(securityHeaders(settings));
  app.use(neverStore);
  app.use(dropUnreadBody());
  serveConsole(app);
  SwaggerModule.setup('docs', app, () => createDocument(app), { jsonDocumentUrl: 'openapi.json', raw: ['json'] });
  await app.init();
  return app;
}
