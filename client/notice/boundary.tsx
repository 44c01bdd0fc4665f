/** Catches what a part of the screen throws, and says so in its place; the rest goes on. */
import { Component, type ReactNode } from 'react';
import { Button } from 'react-aria-components';

import './notice.css';

interface BoundaryProps {
  /** name of the part, as a sentence begins with it */
  what: string;
  children: ReactNode;
}

export class Boundary extends Component<BoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="notice card" role="alert">
        <h2 className="notice-title">{this.props.what} cannot be shown</h2>
        <p>{error.message}</p>
        <Button className="button" onPress={() => this.setState({ error: null })}>
          Try again
        </Button>
      </div>
    );
  }
}
