import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { PublicRoute } from '../../../src/api/auth/route-access.js';
import { RouteTable } from '../../../src/api/http/route-table.js';

@Controller('open')
class OpenController {
  @Get('declared')
  @PublicRoute()
  declared(): string {
    return 'declared';
  }

  @Get(':id/forgotten')
  forgotten(): string {
    return 'forgotten';
  }
}

@Module({ imports: [DiscoveryModule], controllers: [OpenController], providers: [RouteTable] })
class OpenModule {}

describe('a route whose access nobody declared', () => {
  it('keeps the API from starting', async () => {
    const app = await NestFactory.create(OpenModule, { logger: false, abortOnError: false });
    await expect(app.init()).rejects.toThrow('OpenController.forgotten is a route that declares no access');
  });
});
