// Package load creates Jobs as fast as a client can, to know what a cluster can take at most.
package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/rand"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

// Label marks the Jobs of a run; its value names the run.
const Label = "localkube.henge.io/load"

const (
	callLimit    = 30 * time.Second // for one create
	cleanupLimit = 2 * time.Minute
)

// Options say how much load.
type Options struct {
	Kubeconfig string
	Namespace  string
	Jobs       int
	Workers    int
	Simulated  bool   // the Jobs run on simulated nodes; otherwise they are suspended
	Job        string // a file with the Job that all are copies of; without it, they are our own
	Keep       bool
}

// Check returns every complaint about the options at once.
func (o Options) Check() error {
	var complaints []error
	if o.Jobs < 1 {
		complaints = append(complaints, fmt.Errorf("--jobs %d: give a number from 1", o.Jobs))
	}
	if o.Workers < 1 || o.Workers > 1000 {
		complaints = append(complaints, fmt.Errorf("--workers %d: give a number from 1 to 1000", o.Workers))
	}
	if o.Job != "" && o.Simulated {
		complaints = append(complaints, errors.New("--simulated: a Job from --job says itself where it runs"))
	}
	return errors.Join(complaints...)
}

// UnreachableError says that the cluster did not answer at all.
type UnreachableError struct{ Why error }

// Error names the remedy.
func (e *UnreachableError) Error() string {
	return fmt.Sprintf("the cluster does not answer (%v): is it up, and is --namespace right?", e.Why)
}

// Unwrap gives the reason.
func (e *UnreachableError) Unwrap() error { return e.Why }

// Run creates the Jobs and measures each call. A failed create ends it.
func Run(ctx context.Context, options Options, progress io.Writer) (*Result, error) {
	config, err := clientcmd.BuildConfigFromFlags("", options.Kubeconfig)
	if err != nil {
		return nil, fmt.Errorf("--kubeconfig %s: %w", options.Kubeconfig, err)
	}
	config.QPS = -1 // no limit of our own
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, fmt.Errorf("--kubeconfig %s: %w", options.Kubeconfig, err)
	}
	template := newJob(options.Simulated)
	if options.Job != "" {
		if template, err = readJob(options.Job); err != nil {
			return nil, fmt.Errorf("--job %s: %w", options.Job, err)
		}
	}
	run := &run{options: options, client: client, template: template, name: "load-" + rand.String(6)}
	if err := run.reach(ctx); err != nil {
		return nil, err
	}
	fmt.Fprintf(progress, "creating %d Jobs with %d workers\n", options.Jobs, options.Workers)
	result, err := run.create(ctx)
	if options.Keep {
		return result, err
	}
	fmt.Fprintln(progress, "deleting the Jobs")
	return result, errors.Join(err, run.clean(context.WithoutCancel(ctx)))
}

type run struct {
	options  Options
	client   kubernetes.Interface
	template *batchv1.Job
	name     string
}

// reach also opens the connection, so that the first create does not pay for it.
func (r *run) reach(ctx context.Context) error {
	bounded, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	jobs := r.client.BatchV1().Jobs(r.options.Namespace)
	if _, err := jobs.List(bounded, metav1.ListOptions{Limit: 1}); err != nil {
		return &UnreachableError{err}
	}
	return nil
}

func (r *run) create(ctx context.Context) (*Result, error) {
	watched, abort := context.WithCancelCause(ctx)
	defer abort(nil)
	took := make([]time.Duration, r.options.Jobs)
	var next atomic.Int64 // the number of the next Job
	var workers sync.WaitGroup
	begun := time.Now()
	for range min(r.options.Workers, r.options.Jobs) {
		workers.Go(func() {
			for number := next.Add(1) - 1; number < int64(len(took)) && watched.Err() == nil; number = next.Add(1) - 1 {
				var err error
				if took[number], err = r.createOne(watched, int(number)); err != nil {
					abort(err)
				}
			}
		})
	}
	workers.Wait()
	total := time.Since(begun)
	if watched.Err() != nil {
		return nil, context.Cause(watched)
	}
	return summarize(took, total, r.options.Workers), nil
}

func (r *run) createOne(ctx context.Context, number int) (time.Duration, error) {
	bounded, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	job := copyOf(r.template, r.name, number)
	begun := time.Now()
	_, err := r.client.BatchV1().Jobs(r.options.Namespace).Create(bounded, job, metav1.CreateOptions{})
	if err != nil {
		return 0, fmt.Errorf("create Job %s: %w", job.Name, err)
	}
	return time.Since(begun), nil
}

func (r *run) clean(ctx context.Context) error {
	bounded, cancel := context.WithTimeout(ctx, cleanupLimit)
	defer cancel()
	background := metav1.DeletePropagationBackground
	err := r.client.BatchV1().Jobs(r.options.Namespace).DeleteCollection(bounded,
		metav1.DeleteOptions{PropagationPolicy: &background}, metav1.ListOptions{LabelSelector: Label + "=" + r.name})
	if err != nil {
		return fmt.Errorf("delete the Jobs with label %s=%s: %w", Label, r.name, err)
	}
	return nil
}
