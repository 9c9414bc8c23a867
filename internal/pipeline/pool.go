package pipeline

import (
	"iter"
	"sync"
)

// Ordered maps a sequence in several goroutines and gives the results to sink in
// the order of the sequence, so that the output is the same for any number of
// jobs. worker is called once in each goroutine and returns its function, with
// memory of its own. At most 2*jobs+1 items are held: when a slow item is at the
// front, the others wait for it. When sink fails, no more items are taken and the
// error is returned. A panic of a worker ends the program: it is a fault of ours,
// and going on would hide it.
func Ordered[T, R any](jobs int, items iter.Seq[T], worker func() func(T) R, sink func(R) error) error {
	type task struct {
		item T
		done chan R
	}
	todo := make(chan task)
	queue := make(chan chan R, 2*jobs)
	stop := make(chan struct{})
	var running sync.WaitGroup
	for range jobs {
		running.Go(func() {
			work := worker()
			for t := range todo {
				t.done <- work(t.item)
			}
		})
	}
	running.Go(func() {
		defer close(queue)
		defer close(todo)
		for it := range items {
			t := task{it, make(chan R, 1)}
			select {
			case queue <- t.done:
			case <-stop:
				return
			}
			todo <- t
		}
	})
	var err error
	for done := range queue {
		r := <-done
		if err == nil {
			if err = sink(r); err != nil {
				close(stop)
			}
		}
	}
	running.Wait()
	return err
}
