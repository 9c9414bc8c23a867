package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/isnad/isnad/internal/queue"
	"github.com/isnad/isnad/internal/read"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
	tracepb "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// One message of the queue is one trace: put by isnad enqueue, then a task of a
// worker, which reads and codes it, and the commits that keep it. Nothing is
// traced unless OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
// names a collector. OpenTelemetry's other variables hold as its SDK reads them.
type tracing struct{ tracer trace.Tracer }

// startTracing returns what makes spans, and what sends the last of them.
func startTracing(ctx context.Context, lost func(error)) (*tracing, func(), error) {
	address := os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
	if base := os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT"); address == "" && base != "" {
		address = strings.TrimSuffix(base, "/") + "/v1/traces"
	}
	if address == "" || os.Getenv("OTEL_SDK_DISABLED") == "true" {
		return &tracing{noop.NewTracerProvider().Tracer("isnad")}, func() {}, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, nil, fmt.Errorf("the collector of traces has no address of http:// or https://")
	}
	headers, err := otlpHeaders(cmp.Or(os.Getenv("OTEL_EXPORTER_OTLP_TRACES_HEADERS"), os.Getenv("OTEL_EXPORTER_OTLP_HEADERS")))
	if err != nil {
		return nil, nil, err
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(lost))
	exporter := otlptrace.NewUnstarted(&collector{address: u.String(), headers: headers, http: &http.Client{Timeout: 10 * time.Second}})
	if err := exporter.Start(ctx); err != nil {
		return nil, nil, err
	}
	about, err := resource.New(ctx, resource.WithAttributes(attribute.String("service.name", "isnad"), attribute.String("service.version", version)), resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil {
		return nil, nil, err
	}
	p := sdk.NewTracerProvider(sdk.WithBatcher(exporter), sdk.WithResource(about))
	return &tracing{p.Tracer("isnad")}, func() {
		ctx, done := context.WithTimeout(context.Background(), 10*time.Second)
		defer done()
		if err := p.Shutdown(ctx); err != nil {
			lost(err)
		}
	}, nil
}

// otlpHeaders reads name=value,name=value with escapes as in URLs. An error shows
// no value: headers carry secrets.
func otlpHeaders(list string) (map[string]string, error) {
	out := map[string]string{}
	for _, one := range strings.Split(list, ",") {
		if strings.TrimSpace(one) == "" {
			continue
		}
		name, value, ok := strings.Cut(one, "=")
		value, err := url.PathUnescape(strings.TrimSpace(value))
		if name = strings.TrimSpace(name); !ok || err != nil || name == "" {
			return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_HEADERS is no list of name=value")
		}
		out[name] = value
	}
	return out, nil
}

// A collector takes spans over HTTP, as OTLP in protobuf. OpenTelemetry's own
// client does the same, and links 66 packages of gRPC.
type collector struct {
	address string
	headers map[string]string
	http    *http.Client
}

func (c *collector) Start(context.Context) error { return nil }
func (c *collector) Stop(context.Context) error  { return nil }

// UploadTraces sends spans. What a collector cannot take just now is tried again
// a few times and then lost: work does not wait for its traces.
func (c *collector) UploadTraces(ctx context.Context, spans []*tracepb.ResourceSpans) error {
	body, err := proto.Marshal(&tracepb.TracesData{ResourceSpans: spans}) // the same bytes as the request of the service
	if err != nil {
		return err
	}
	for wait := 500 * time.Millisecond; ; wait *= 2 {
		again, err := c.send(ctx, body)
		if err == nil || !again || wait > 2*time.Second {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(wait):
		}
	}
}

func (c *collector) send(ctx context.Context, body []byte) (again bool, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.address, bytes.NewReader(body))
	if err != nil {
		return false, err
	}
	r.Header.Set("Content-Type", "application/x-protobuf")
	r.Header.Set("User-Agent", "isnad/"+version)
	for name, value := range c.headers {
		r.Header.Set(name, value)
	}
	resp, err := c.http.Do(r)
	if err != nil {
		return true, err
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10)) // so that the connection is kept
	switch code := resp.StatusCode; {
	case code/100 == 2:
		return false, nil
	default:
		return code == http.StatusTooManyRequests || code >= http.StatusBadGateway && code <= http.StatusGatewayTimeout, fmt.Errorf("the collector answers %s", resp.Status)
	}
}

func ofPart(p read.Part) []attribute.KeyValue {
	return []attribute.KeyValue{attribute.String("isnad.path", p.Path), attribute.Int64("isnad.offset", p.Offset), attribute.Int64("isnad.length", p.Length)}
}

// put is the span of putting a message, with which its trace begins.
func (t *tracing) put(p read.Part) trace.Span {
	_, s := t.tracer.Start(context.Background(), "put", trace.WithSpanKind(trace.SpanKindProducer), trace.WithAttributes(ofPart(p)...))
	return s
}

// traceparent is a span as the messages of others name it, "" when it is not traced.
func traceparent(s trace.Span) string {
	c := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(trace.ContextWithSpan(context.Background(), s), c)
	return c.Get("traceparent")
}

// A job is a task as it is traced.
type job struct {
	t    *tracing
	ctx  context.Context
	span trace.Span
}

// take begins the span of a task, under the one that put it.
func (t *tracing) take(task *queue.Task) *job {
	from := propagation.TraceContext{}.Extract(context.Background(), propagation.MapCarrier{"traceparent": task.Trace()})
	ctx, s := t.tracer.Start(from, "task", trace.WithSpanKind(trace.SpanKindConsumer), trace.WithAttributes(attribute.Int("isnad.try", task.Try)))
	return &job{t, ctx, s}
}

// part names what the task is about.
func (j *job) part(p read.Part) {
	j.span.SetAttributes(ofPart(p)...)
}

// coded is the span of reading and coding. With an error the task ends too.
func (j *job) coded(began time.Time, err error) {
	_, s := j.t.tracer.Start(j.ctx, "code", trace.WithTimestamp(began))
	end(s, err)
	if err != nil {
		end(j.span, err)
	}
}

// kept is the span of a commit, which the task may share with others.
func (j *job) kept(began time.Time, documents, committed int, err error) {
	_, s := j.t.tracer.Start(j.ctx, "commit", trace.WithTimestamp(began), trace.WithAttributes(attribute.Int("isnad.documents", documents), attribute.Int("isnad.committed", committed)))
	end(s, err)
	if err != nil {
		end(j.span, err)
	}
}

// end ends the span of the task: the queue has been told.
func (j *job) end() { j.span.End() }

func end(s trace.Span, err error) {
	if err != nil {
		s.RecordError(err)
		s.SetStatus(codes.Error, "")
	}
	s.End()
}
