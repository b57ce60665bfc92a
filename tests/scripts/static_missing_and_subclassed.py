"""Train a model that this machine has no library for."""

import argparse

import no_such_torch as torch
from no_such_torch import nn
from no_such_torch.utils.data import DataLoader, Dataset


class Pictures(Dataset):
    def __len__(self):
        return 3


class Net(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.layer = nn.Linear(size, 10)


@torch.no_grad()
def evaluate(model, loader: DataLoader) -> torch.Tensor:
    return model(next(iter(loader)))


MODELS = sorted(name for name in torch.hub.list("models") if name.islower())


def main():
    parser = argparse.ArgumentParser(description="Train a picture classifier.")
    parser.add_argument("data", help="folder of pictures")
    parser.add_argument("--arch", choices=MODELS, default="resnet18", help="one of %(choices)s")
    parser.add_argument("--epochs", type=int, default=90, help="how often (default: %(default)s)")
    parser.add_argument("--lr", "--learning-rate", type=float, default=0.1)
    parser.add_argument("--device", default=torch.device("cpu"))
    args = parser.parse_args()
    print(Net(args.epochs), len(Pictures()))


if __name__ == "__main__":
    main()
