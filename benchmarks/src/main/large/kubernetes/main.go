// A program as large as clouds' libraries make it: it decodes a pod, keeps it in a fake cluster, lists it again as YAML, and
// evaluates an expression. Reading the methods of the client by name keeps all of it in the module.
package main

import (
	"context"
	"fmt"
	"os"
	"reflect"

	"cel.dev/cel-go/cel"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/yaml"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	clients := reflect.TypeOf(&kubernetes.Clientset{})
	for i := 2; i < len(os.Args); i++ {
		method, found := clients.MethodByName(os.Args[i])
		fmt.Println(method.Name, found)
	}
	data, err := os.ReadFile(os.Args[1])
	check(err)
	object, kind, err := scheme.Codecs.UniversalDeserializer().Decode(data, nil, nil)
	check(err)
	fmt.Println(kind)
	cluster := fake.NewSimpleClientset(object)
	pods, err := cluster.CoreV1().Pods("").List(context.Background(), metav1.ListOptions{})
	check(err)
	text, err := yaml.Marshal(pods.Items)
	check(err)
	fmt.Print(string(text))
	env, err := cel.NewEnv(cel.Variable("n", cel.IntType))
	check(err)
	tree, issues := env.Compile("n * 6 > 41 ? 'many' : 'few'")
	check(issues.Err())
	program, err := env.Program(tree)
	check(err)
	value, _, err := program.Eval(map[string]any{"n": 7})
	check(err)
	fmt.Println(value.Value())
}
