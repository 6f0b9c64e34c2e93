import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { RECOVERY } from '../dependencies.js';
import { HealthController } from './health.controller.js';
import { type RecoveryWatch, refuseUnrecovered } from './refuse-unrecovered.js';

/** Refuses every route but those of health while the database awaits its recovery: nobody is asked who he is. */
@Injectable()
export class RecoveryGuard implements CanActivate {
  constructor(@Inject(RECOVERY) private readonly recovery: RecoveryWatch) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getClass() !== HealthController) await refuseUnrecovered(this.recovery);
    return true;
  }
}
