import { forgetRequests } from './story-clock.ts';

// Files share a process, and one that ends with a request on its way must not stop the next one's time.
forgetRequests();
