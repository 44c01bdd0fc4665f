/**
 * Draws nodes as points, filled or hollow. Sigma's own node programs are instanced, which drawing
 * without a graphics card pays for node by node; points go in one call. Nothing is drawn for
 * picking: the pointer controller knows what is under the pointer.
 */
import { NodeProgram, type ProgramInfo } from 'sigma/rendering';
import type { NodeDisplayData, RenderParams } from 'sigma/types';
import { floatColor } from 'sigma/utils';

export interface DotData {
  /** null for a filled dot */
  borderColor: string | null;
}

const UNIFORMS = ['u_matrix', 'u_shrink', 'u_sizeRatio', 'u_pixelRatio'] as const;

const VERTEX_SHADER = /* glsl */ `
attribute vec2 a_position;
attribute float a_size;
attribute vec4 a_color;
attribute vec4 a_borderColor;
uniform mat3 u_matrix;
uniform vec2 u_shrink;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
varying vec3 v_color;
varying vec3 v_borderColor;
varying float v_feather;

void main() {
  // a hidden node is all zeros, and a point is drawn however small it is: out of the view with it
  gl_Position = a_size > 0.0 ? vec4((u_matrix * vec3(a_position, 1.0)).xy * u_shrink, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
  float radius = a_size / u_sizeRatio * u_pixelRatio + 0.5;
  gl_PointSize = radius * 2.0;
  v_color = a_color.rgb;
  v_borderColor = a_borderColor.rgb;
  v_feather = min(1.0, 1.0 / radius);
}
`;

const FRAGMENT_SHADER = /* glsl */ `
precision mediump float;
varying vec3 v_color;
varying vec3 v_borderColor;
varying float v_feather;
const float BORDER_STARTS = 0.6;

void main() {
  float distance = length(gl_PointCoord - vec2(0.5)) * 2.0;
  float border = smoothstep(BORDER_STARTS - v_feather, BORDER_STARTS, distance);
  float opacity = 1.0 - smoothstep(1.0 - v_feather, 1.0, distance);
  gl_FragColor = vec4(mix(v_color, v_borderColor, border), 1.0) * opacity;
}
`;

export class DotProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  constructor(
    gl: WebGLRenderingContext,
    _pickingBuffer: WebGLFramebuffer | null,
    renderer: ConstructorParameters<typeof NodeProgram>[2],
  ) {
    super(gl, null, renderer);
  }

  override getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, POINTS } = WebGLRenderingContext;
    return {
      VERTICES: 1,
      VERTEX_SHADER_SOURCE: VERTEX_SHADER,
      FRAGMENT_SHADER_SOURCE: FRAGMENT_SHADER,
      METHOD: POINTS,
      UNIFORMS,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_borderColor', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
    };
  }

  override processVisibleItem(_node: number, start: number, data: NodeDisplayData & Partial<DotData>): void {
    this.array[start] = data.x;
    this.array[start + 1] = data.y;
    this.array[start + 2] = data.size;
    this.array[start + 3] = floatColor(data.color);
    this.array[start + 4] = floatColor(data.borderColor ?? data.color);
  }

  override setUniforms(
    { matrix, sizeRatio, pixelRatio, width, height }: RenderParams,
    { gl, uniformLocations }: ProgramInfo<(typeof UNIFORMS)[number]>,
  ): void {
    // the canvas may reach beyond the view, by as much on each side
    const { drawingBufferWidth, drawingBufferHeight } = gl;
    gl.viewport(0, 0, drawingBufferWidth, drawingBufferHeight);
    gl.uniform2f(
      uniformLocations.u_shrink,
      (width * pixelRatio) / drawingBufferWidth,
      (height * pixelRatio) / drawingBufferHeight,
    );
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniform1f(uniformLocations.u_pixelRatio, pixelRatio);
  }
}
